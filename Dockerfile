# The program is one static file with the knowledge base inside, so the image
# holds nothing else: no shell, no package manager, no user but a nobody.
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download && go mod verify
COPY . .
# What "candor version" says; without them, what the Go tool can tell.
ARG VERSION
ARG COMMIT
RUN CGO_ENABLED=0 go build -trimpath \
    -ldflags="-s -w -X main.version=${VERSION} -X main.commit=${COMMIT}" -o /candor ./cmd/candor && mkdir -m 700 /data

FROM scratch
# Platforms are reached over TLS.
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /candor /candor
# What outlives the program: mount a volume there, or it is gone with the container.
COPY --from=build --chown=65532:65532 /data /data
ENV CANDOR_DATA=/data
VOLUME /data
USER 65532:65532
# A base of your own: -v /path/to/base:/knowledge:ro -e CANDOR_KNOWLEDGE=/knowledge
ENTRYPOINT ["/candor"]
CMD ["chat"]
