"""The index of a store's passages: by meaning and by word, in segments that are written once.

A segment holds some papers whole. A paper that is added makes a new, small segment; one that is removed
or read anew is passed over where it stood; segments of like size are merged, so that there are few. All of
it is disposable: what is missing or damaged is made again from the store.
"""
