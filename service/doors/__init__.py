"""The doors for other programs: chat clients, agents, and retrieval in other systems.

::

    /v1/chat/completions, /v1/models   any client of OpenAI's chat protocol     openai_*.py
    /mcp, and ``agreed mcp``           agents, by the Model Context Protocol    mcp_*.py
    /retrieval                         Dify's external knowledge                dify*.py

Each only puts a question or a query to the ``Library`` and the answer into the form that is expected there.
None of them lets anybody in: over HTTP that is done before them all (``service.access``, by the table in
``service.access_scopes``), and ``agreed mcp`` runs as whoever started it.
"""
