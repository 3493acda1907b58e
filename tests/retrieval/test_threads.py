"""Numpy's products run on the thread that asks, once a library is open."""

import threadpoolctl

from retrieval.threads import keep_products_to_one_thread


def _threads_of_numpy() -> list[int]:
    return [
        library.num_threads
        for library in threadpoolctl.ThreadpoolController().lib_controllers
        if library.user_api == "blas" and "numpy" in library.filepath
    ]


def test_products_are_kept_to_one_thread() -> None:
    with threadpoolctl.threadpool_limits(2, user_api="blas"):
        keep_products_to_one_thread()

        assert all(threads == 1 for threads in _threads_of_numpy())
