# Everything here can be run from a fresh clone; `make help` lists it.

GO      ?= go
FUZZTIME ?= 1m
TOOLS   := $(GO) tool -modfile=internal/tools/go.mod

.PHONY: help generate attributes relations check test lint bench speed cost fuzz

help: ## list what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "%-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

generate: ## write generated/ anew from the embedded specification
	$(GO) run ./cmd/gen

attributes: ## make spec/facts anew from the newest specifications, the files REGISTRY and RESOURCESPEC
	$(GO) run ./internal/facts/cmd/attributes -registry "$(REGISTRY)" -resourcespec "$(RESOURCESPEC)"

relations: ## make spec/relations anew from the file RELATIONS, of @aws-cdk/aws-service-spec VERSION
	$(GO) run ./internal/facts/cmd/relations -from "$(RELATIONS)" -version "$(VERSION)"

check: generate ## fail where generated/ or the module files are not what they should be
	git diff --exit-code -- generated
	$(GO) mod tidy -diff
	cd internal/bench && $(GO) mod tidy -diff
	cd internal/tools && $(GO) mod tidy -diff

test: ## run the tests of all modules; CFNGEN_CORPUS names the corpus
	$(GO) test ./...
	cd internal/bench && $(GO) test ./...

lint: ## check formatting, vet, layers and style
	test -z "$$(gofmt -l .)" || { gofmt -l .; exit 1; }
	$(GO) vet ./...
	GOOS=windows $(GO) vet ./...
	GOEXPERIMENT=jsonv2 $(GO) vet ./generated/... ./templates/...
	$(TOOLS) golangci-lint run
	cd internal/bench && $(GO) vet ./...
	$(TOOLS) staticcheck ./generated/...

bench: ## measure against other libraries, as a table of ratios; CFNGEN_CORPUS names the corpus
	cd internal/bench && $(GO) run ./cmd/build -o bench.test && for i in 1 2 3 4 5 6; do \
		./bench.test -test.run '^$$' -test.bench . -test.benchtime 0.2s -test.cpu 1; done | $(GO) run ./cmd/ratio

speed: ## measure runs over all resource types against gofmt, and their stages; CFNGEN_CORPUS names the corpus
	$(GO) test -run '^$$' -bench . -benchtime 5x -cpu 2 ./internal/build

cost: ## measure what generated code costs to compile, against the standard library; CFNGEN_CORPUS names the corpus
	$(GO) test -run '^$$' -bench Compile -benchtime 1x -timeout 1h ./internal/cli

fuzz: ## run each fuzz target for FUZZTIME
	@set -e; for pkg in $$($(GO) list ./...); do \
		for target in $$($(GO) test -list '^Fuzz' $$pkg | grep '^Fuzz' || true); do \
			echo "$$pkg $$target"; \
			$(GO) test -run '^$$' -fuzz "^$$target$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 100x $$pkg; \
		done; \
	done
