"""Verbs that open an item of an action plan: "Improve the availability …", "Review delivery of …"."""

IMPERATIVES = frozenset(
    """
    address adopt agree allocate appoint assess build carry circulate commission communicate complete
    conduct consider consult continue contribute coordinate create deliver design develop encourage
    engage enhance ensure establish evaluate examine expand explore extend facilitate finalise fund hold
    identify implement improve increase inform introduce invest investigate issue launch maintain make
    manage map monitor negotiate organise pilot plan prepare procure produce promote provide publish
    raise recruit reduce refresh replace report research respond review revise scope secure seek set
    share strengthen support take test train undertake update use utilise work
    """.split()
)
