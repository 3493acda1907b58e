"""Weights of the signs, made by ``python -m retrieval.evaluation.fit_abstain --write``."""

INTERCEPT = -8.74
WEIGHTS = {
    "said_much": 2.56,
    "likeness": 0.97,
    "passage_likeness": 3.15,
}
# The log odds below which a question is not answered.
LEAST_EVIDENCE = -1.45
