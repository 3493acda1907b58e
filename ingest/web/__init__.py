"""Papers on the web: a list of URLs or a sitemap becomes a folder of copies, which an ingest then reads.

::

    listing, sitemap       the source → the URLs that it names
    urls, addresses        which of them may be asked for, and which network addresses may be reached
    client                 one request, to a checked address, within its time (httpx2)
    visits, pace, robots   a visit: redirects bounded, robots.txt obeyed, one request a second a host
    endings, names         what a paper is called on disk
    downloads              the folder of copies, with what their servers said of them
    errand, together       URL after URL: asked for, saved, put in place; hosts side by side
    fetch, limits, report  the story: ``fetch_all``, within what bounds, and what it tells
"""
