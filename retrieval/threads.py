"""Numpy's products of matrices, kept to the thread that asks.

What is multiplied for a question is small. OpenBLAS shares it out among threads of its own all the same,
which then wait for the next product by going round in circles: on two cores they took a quarter of the time
of an answer from the cross-encoder, and the processor from whoever else asks.
"""

import threadpoolctl

_OF_ITS_OWN = "pthreads"


def keep_products_to_one_thread() -> None:
    """Tell the libraries behind numpy's products, where they keep threads of their own, to use none.

    It holds for the process. The product libraries that FAISS brings share its threads, and are left alone.
    """
    for library in threadpoolctl.ThreadpoolController().lib_controllers:
        if library.user_api == "blas" and getattr(library, "threading_layer", None) == _OF_ITS_OWN:
            library.set_num_threads(1)
