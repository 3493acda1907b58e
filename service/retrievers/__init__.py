"""Agreed as a retriever of other libraries, each in a module and an optional extra of its own.

::

    service.retrievers.langchain     pip install agreed[langchain]
    service.retrievers.llamaindex    pip install agreed[llamaindex]
    service.retrievers.haystack      pip install agreed[haystack]

Each asks a running service (``service.client``) and gives every passage with its paper, page and the address
that opens the page with the words marked.
"""
