# Two commands matter: `make demo` and `make test`. Both work from a fresh clone.
PY := .venv/bin/python
WORKERS ?= 2
# Without network: it neither asks for a newer version of itself nor tells anybody anything.
SEMGREP := SEMGREP_ENABLE_VERSION_CHECK=0 .tools/semgrep/bin/semgrep scan --metrics off --disable-version-check --jobs 2

.PHONY: setup setup-test demo test messages policy lint types imports rules unit unit-postgresql bench drills fuzz private-first \
	mutants random-walk edit-pairs kill-ingestion lose-machine fixity matrix soak crowd drill-cluster search-parity upgrade-drill install-drill image capacity \
	lock sbom licences advisories secrets clean

setup:            ## Python packages into .venv, hashes checked
	@.ci/setup runtime

setup-test:       ## the same with what the tests need (PostgreSQL, Chromium, nginx, S3 server)
	@.ci/setup test

demo: setup       ## the real portal with sample agreements on http://127.0.0.1:8000
	@$(PY) -m portal demo $(if $(PORT),--port $(PORT))

test: setup-test lint types imports rules unit unit-postgresql  ## everything CI runs
	@echo "make test: everything passed"

messages:         ## bring the English catalogue up to date with the texts of the pages
	$(PY) -m tests.fixtures.messages

policy:           ## bring docs/policy.md up to date with the tables of who may do what
	$(PY) -m tests.fixtures.policy_page

lint:
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m djlint --check portal/web/templates

types:
	$(PY) -m mypy

imports:
	.venv/bin/lint-imports

rules:            ## our own rules of safety: each finds what it must, and nothing in the code
	@.ci/setup rules
	$(SEMGREP) --test .ci/semgrep
	$(SEMGREP) --error --quiet --config .ci/semgrep/portal.yml portal indexer

unit:             ## the whole suite over SQLite
	PORTAL_TEST_DATABASE=sqlite $(PY) -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

unit-postgresql:  ## what asks the database, and each page once, over PostgreSQL (tests/fixtures/rooms.py); the rest: see drills
	PORTAL_TEST_DATABASE=postgresql $(PY) -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder --ignore=tests/browser

bench: setup-test ## figures as ratios against named peers, in one run
	$(PY) -m tests.benchmarks.search_bench --postgresql
	$(PY) -m tests.benchmarks.judged_bench
	$(PY) -m tests.benchmarks.completions_bench
	$(PY) -m tests.benchmarks.reading_bench
	$(PY) -m tests.benchmarks.import_bench
	$(PY) -m tests.benchmarks.pages_bench
	$(PY) -m tests.benchmarks.paint_bench
	$(PY) -m tests.benchmarks.visitors_bench
	$(PY) -m tests.benchmarks.stuck_uploads_bench
	$(PY) -m tests.benchmarks.found_bench
	$(PY) -m tests.benchmarks.follow_bench
	$(PY) -m tests.benchmarks.board_bench
	$(PY) -m tests.benchmarks.signature_bench
	$(PY) -m tests.benchmarks.ocr_bench
	$(PY) -m tests.benchmarks.text_tab_bench
	$(PY) -m tests.benchmarks.hidden_bench

drills: setup-test ## the long forms: kills, fuzz, every page in Chromium over PostgreSQL
	$(PY) -m tests.drills.fuzz_pdf --files 5000
	$(PY) -m tests.drills.kill_workers --kills 100
	$(PY) -m tests.drills.kill_ingestion --times 50 --random 200
	$(PY) -m tests.drills.private_first --naskah 400 --addresses 5000
	$(PY) -m tests.drills.lose_machine --naskah 200
	$(PY) -m tests.drills.random_walk --steps 10000
	$(PY) -m tests.drills.edit_pairs --pairs 100
	$(PY) -m tests.supply.secret_words
	$(PY) -m tests.drills.fixity --objects 10000 --delivered 1000
	$(PY) -m tests.drills.soak --minutes 120
	$(PY) -m tests.drills.crowd --minutes 10
	$(PY) -m tests.drills.cluster --minutes 10
	$(PY) -m tests.drills.upgrade_place
	PORTAL_MATRIX_OVER_HTTP=1 $(PY) -m pytest tests/web/test_authorisation_matrix.py
	$(PY) -m pytest -m slow -n $(WORKERS)
	$(PY) -m pytest --hypothesis-profile=drill tests/domain tests/search tests/storage -n $(WORKERS)
	PORTAL_TEST_DATABASE=postgresql PORTAL_TEST_WHOLE=1 $(PY) -m pytest -n $(WORKERS) --dist loadfile

fuzz: setup-test  ## thousands of right and wrong questions to the JSON interface, and of strange ones to every open address
	PORTAL_FUZZ_EXAMPLES=2000 $(PY) -m pytest tests/web/api/test_api_fuzz.py --timeout 3600
	$(PY) -m tests.drills.fuzz_public --requests 20000

private-first: setup-test ## two portals, one with private records before the public ones: 5,000 answers and 2,000 prying questions compared
	$(PY) -m tests.drills.private_first --naskah 400 --addresses 5000

mutants: setup-test ## small faults in the rules of policy, status and deadlines, one at a time: a test notices 95 of 100
	$(PY) -m pip install --quiet --require-hashes --no-deps --upgrade --target var/mutants -r requirements-mutants.lock
	PYTHONPATH=var/mutants $(PY) -m tests.drills.mutants

random-walk: setup-test ## ten thousand random acts of people and worker: only listed ones happen, every promise holds
	$(PY) -m tests.drills.random_walk --steps 10000

edit-pairs: setup-test ## a hundred pairs of people at one naskah at the same moment: no save is lost, the second is told
	$(PY) -m tests.drills.edit_pairs --pairs 100

lose-machine: setup-test ## lose a portal with everything on it, restore it from its backup, over SQLite and PostgreSQL
	PORTAL_TEST_DATABASE=sqlite $(PY) -m tests.drills.lose_machine --naskah 200
	PORTAL_TEST_DATABASE=postgresql $(PY) -m tests.drills.lose_machine --naskah 200

matrix: setup-test ## every case of who may do what, over a socket and the server (the suite asks one state so)
	PORTAL_MATRIX_OVER_HTTP=1 $(PY) -m pytest tests/web/test_authorisation_matrix.py

fixity: setup-test ## 10,000 objects with planted damage: all found, told apart, put back, gone on with after a kill; 1,000 delivered
	$(PY) -m tests.drills.fixity --objects 10000 --delivered 1000

upgrade-drill: setup-test ## data in the first release, upgraded in place to this commit, over SQLite and PostgreSQL (needs a package index)
	PORTAL_TEST_DATABASE=sqlite $(PY) -m tests.drills.upgrade_place $(if $(FROM),--from $(FROM))
	PORTAL_TEST_DATABASE=postgresql $(PY) -m tests.drills.upgrade_place $(if $(FROM),--from $(FROM))

install-drill: setup-test ## docs/deploy/README.md followed on a Debian 12 booted for it (root, mmdebstrap, systemd-container, a package index)
	$(PY) -m tests.drills.install_machine $(if $(BASE),--base $(BASE))

image: setup-test ## the container image built and run as compose runs it (root, mmdebstrap, buildah, podman, a package index)
	$(PY) -m tests.drills.build_image $(if $(BASE),--base $(BASE))

capacity: setup-test ## what a naskah needs of disk, memory and time, for docs/deploy/capacity.md
	$(PY) -m tests.benchmarks.capacity_bench

soak: setup-test  ## two hours of fifty visitors while processes are renewed and killed: nothing grows, everybody is answered
	$(PY) -m tests.drills.soak --minutes $(or $(MINUTES),120)

crowd: setup-test ## two hundred visitors at 100,000 naskah for ten minutes: how long answers take, and who got none
	$(PY) -m tests.drills.crowd --minutes $(or $(MINUTES),10)

drill-cluster: setup-test ## the machines of a portal of several die, freeze and are upgraded under load: nothing lost, nothing told, found in 15 s
	$(PY) -m tests.drills.cluster --minutes $(or $(MINUTES),10)

kill-ingestion: setup-test ## kill -9 at every step of taking a file in and publishing it, 50 times each, and 200 times at random
	$(PY) -m tests.drills.kill_ingestion --times $(or $(TIMES),50) --random $(or $(RANDOM_KILLS),200)

search-parity: setup-test ## 400 generated questions: totals, facets and completions of every engine beside each other
	$(PY) -m pytest -m slow tests/search/test_engines_agree.py

lock:             ## pin dependencies anew from pyproject.toml (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate \
	  --extra build pyproject.toml -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate \
	  --no-strip-extras --extra build --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock
	$(PY) -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["project"]["optional-dependencies"]["second"], sep="\n")' | \
	  uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate \
	  -c requirements.lock - -o requirements-second.lock

sbom: setup-test  ## every part of the portal, as CycloneDX, in dist/sbom.cdx.json
	$(PY) -m tests.supply.sbom dist/sbom.cdx.json

licences: setup-test ## the table of licences anew
	$(PY) -m tests.supply.licences

advisories: setup-test ## ask for known weaknesses of what is pinned, over the network or of a copy of the PyPA database (FROM=folder)
	$(if $(FROM),,@.ci/setup advisories)
	$(PY) -m tests.supply.advisories $(if $(FROM),--database $(FROM),.tools/pip-audit/bin/pip-audit)

secrets: setup-test ## look for keys and passwords in the tree and in every commit
	$(PY) -m tests.supply.secret_words

clean:
	rm -rf .tools .venv var dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
