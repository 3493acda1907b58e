import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
LARGE = ("mcp", "openai", "langchain_core", "llama_index", "haystack")


def test_a_server_without_agents_loads_none_of_their_libraries():
    asked = f"import sys, service.app, service.client; print([m for m in {LARGE} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
