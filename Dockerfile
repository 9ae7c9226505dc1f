# whosaid in a container: `docker compose up`, with TELEGRAM_BOT_TOKEN in .env.
FROM python:3.11-slim

RUN useradd --create-home whosaid
WORKDIR /home/whosaid/app
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY index index
COPY bot bot
COPY prompts prompts
# The two addresses let a builder take PyTorch's CPU build; see docs/configuration.md.
ARG PIP_EXTRA_INDEX_URL=
ARG PIP_FIND_LINKS=
# For a language model: openai, anthropic or ollama.
ARG EXTRAS=
RUN python -m pip install --no-cache-dir --disable-pip-version-check -c constraints.txt ".${EXTRAS:+[$EXTRAS]}"
COPY articles articles
RUN mkdir data && chown whosaid data
USER whosaid
VOLUME /home/whosaid/app/data
CMD ["sh", "-c", "whosaid rebuild && exec whosaid bot"]
