"""How the cross-encoder's weights are made. Nothing here is needed to run it.

``python -m retrieval.training.train --help`` says how; docs/decisions/0018 what it was given, and why.
"""
