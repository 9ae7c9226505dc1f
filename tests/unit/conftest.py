from __future__ import annotations

import pytest

from tests.support.tiny_models import TinyModels, make_models


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> TinyModels:
    return make_models(tmp_path_factory.mktemp("tiny"))
