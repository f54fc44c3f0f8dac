# Grades where the system itself cannot confine submissions (macOS, Windows). docs/where-it-runs.md says what to
# mount, what the options are for, and where state lies.
#
#   docker build -t reglab .                       # with --build-arg TORCH=1 also PyTorch
#   docker run --rm -it -v "$PWD/course:/home/grader/reglab/course" \
#       --security-opt seccomp=unconfined --security-opt apparmor=unconfined reglab
FROM python:3.11-slim

RUN apt-get update -qq \
    && apt-get install -y -qq --no-install-recommends bubblewrap git make \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home grader

USER grader
WORKDIR /home/grader/reglab
COPY --chown=grader . .
ARG TORCH=0
RUN make setup TORCH=$TORCH

CMD ["make", "grade"]
