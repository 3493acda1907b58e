"""What is made of networks."""

import pytest
import torch

from ingest.encoder.model_files import default_model_folder
from retrieval.training.network import Network, mean_of


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_mean_of_two_networks_says_something_between_them() -> None:
    torch.manual_seed(5)
    one, other, between = (Network(default_model_folder(), layers=1).eval() for _ in range(3))
    between.load_state_dict(mean_of(one.state_dict(), other.state_dict()))
    features = {"input_ids": torch.tensor([[101, 2040, 2003, 102, 2002, 102]])}
    with torch.no_grad():
        # Their layers are the model's; only what is drawn from them differs, and is linear.
        assert between(features).item() == pytest.approx(
            (one(features) + other(features)).item() / 2, abs=1e-5
        )
