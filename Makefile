# casekit: one file, no recursion. make demo and make check set up everything they need.
prefix  ?= /usr/local
bindir  ?= $(prefix)/bin
datadir ?= $(prefix)/share/casekit
mandir  ?= $(prefix)/share/man
libexecdir ?= $(prefix)/libexec/casekit
DESTDIR ?=

B       ?= build
CC      ?= gcc
OPT     ?= -O2
WARN    := -std=c17 -Wall -Wextra -Wconversion -Werror
HARDEN  := -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE -fcf-protection
DEFS    := -D_GNU_SOURCE -DCK_DATA_INSTALLED='"$(datadir)"' -DCK_LIBEXEC_INSTALLED='"$(libexecdir)"'
CFLAGS  ?= $(OPT) -g
LDFLAGS ?= -Wl,-z,relro,-z,now,--as-needed
LIBS    := -lsqlite3 -lcsv -linih -lunistring
LDLIBS  := -Wl,-Bstatic $(LIBS) -Wl,-Bdynamic -lm
SAN     ?=
# Static programs start in half the time; what they cannot do their twins in libexec do (lib/shared.h). Where this is
# empty there are the twins alone, as the programs: make ALONE=; sanitizers cannot be static.
ALONE   ?= $(if $(SAN),,-static-pie)

commands := $(sort $(patsubst cmd/%.c,%,$(filter-out cmd/TEMPLATE.c,$(wildcard cmd/*.c))))
objects  := $(patsubst lib/%.c,$(B)/lib/%.o,$(wildcard lib/*.c))
units    := $(patsubst tests/unit/%.c,$(B)/unit/%,$(wildcard tests/unit/*.c))

# What Debian 12 must have to build and to test.
packages := gcc libc6-dev make libsqlite3-dev libcsv-dev libinih-dev libunistring-dev libsmartcols-dev libsmartcols1 \
            bats mandoc cppcheck shellcheck sqlite3 tzdata python3 fish zsh jq

.PHONY: build deps check bench demo sanitize install clean units FORCE
build: $(commands:%=$(B)/bin/%) $(if $(ALONE),$(commands:%=$(B)/libexec/casekit/%)) $(B)/share $(B)/completions/made

# The targets that set everything up: packages first, then a make of its own for the rest.
deps:
	@.ci/deps $(packages)

check: deps
	@$(MAKE) --no-print-directory build units
	@tests/run.sh $(abspath $(B))

demo: deps
	@$(MAKE) --no-print-directory build
	@PATH="$(abspath $(B))/bin:$$PATH" share/demo/demo.sh

# make bench MOST=5000000 measures the growth of imports up to that many rows.
MOST ?= 1000000
bench: deps
	@$(MAKE) --no-print-directory build
	@CASEKIT_BIN="$(abspath $(B))/bin" tests/bench/bench.sh
	@CASEKIT_BIN="$(abspath $(B))/bin" tests/bench/permits.sh
	@CASEKIT_BIN="$(abspath $(B))/bin" tests/bench/orgs.sh
	@CASEKIT_BIN="$(abspath $(B))/bin" tests/bench/import.sh 100000
	@CASEKIT_BIN="$(abspath $(B))/bin" tests/bench/import.sh 1000000 3 used doubled shell postgres floor
	@CASEKIT_BIN="$(abspath $(B))/bin" tests/bench/growth.sh $(MOST)

# The same tests with every address and every undefined step watched.
sanitize: deps
	@$(MAKE) --no-print-directory B=build-sanitize SAN='-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer' build units
	@tests/run.sh --no-lint $(CURDIR)/build-sanitize

flags = $(CC) $(CFLAGS) $(SAN) $(ALONE) $(datadir) $(libexecdir)
# What was compiled with other flags, or for another place, is compiled again.
$(B)/flags: FORCE
	@mkdir -p $(B)
	@echo "$(flags)" | cmp -s - $@ || echo "$(flags)" > $@

$(B)/share:
	@mkdir -p $(B)
	ln -sfn $(if $(filter-out /%,$(B)),../share,$(abspath share)) $@

$(B)/completions/made: $(wildcard completions/*) $(commands:%=$(B)/bin/%)
	completions/generate.sh $(B)/bin $(B)/completions
	@touch $@

$(B)/lib/%.o: lib/%.c $(B)/flags
	@mkdir -p $(@D)
	$(CC) $(WARN) $(HARDEN) $(DEFS) $(CFLAGS) $(SAN) -MMD -MP -Ilib -I$(B)/lib -c -o $@ $<

# Without comments and idle spaces, which a store would keep and every command read; but for the lines of the versions.
$(B)/lib/store_schema.inc: lib/store_schema.sql Makefile
	@mkdir -p $(@D)
	sed -e '/^-- version [0-9]/!s/ *--.*//' -e 's/  */ /g' -e '/^$$/d' -e 's/[\\"]/\\&/g' -e 's/.*/"&\\n"/' $< > $@
$(B)/lib/store_schema.o: $(B)/lib/store_schema.inc

$(B)/libcasekit.a: $(filter-out %/shared_none.o,$(objects))
	rm -f $@
	ar rcs $@ $^

$(B)/cmd/%.o: cmd/%.c $(B)/flags
	@mkdir -p $(@D)
	$(CC) $(WARN) $(HARDEN) $(DEFS) $(CFLAGS) $(SAN) -MMD -MP -Ilib -c -o $@ $<

# Of the static program the linker would say that SQLite's loader of extensions needs shared modules: the store has it
# switched off, and source.bats sees to it that nothing of ours gives cause for such a warning.
twin  = $(CC) $(SAN) -pie $(LDFLAGS) -o $@ $< $(B)/libcasekit.a $(LDLIBS)
alone = $(CC) $(ALONE) $(LDFLAGS) -Wl,-z,pack-relative-relocs,--no-warnings -o $@ $< $(B)/lib/shared_none.o $(B)/libcasekit.a $(LIBS) -lm

$(B)/libexec/casekit/%: $(B)/cmd/%.o $(B)/libcasekit.a
	@mkdir -p $(@D)
	$(twin)

# A linker writes a file here and there, and in such small pieces the kernel keeps it; what is copied it keeps in large
# ones, as it would after the next start of the machine: a fifteenth of a short command's time.
$(B)/bin/%: $(B)/cmd/%.o $(B)/lib/shared_none.o $(B)/libcasekit.a
	@mkdir -p $(@D)
	$(if $(ALONE),$(alone),$(twin))
	@cp $@ $(B)/cmd/$(@F) && mv $(B)/cmd/$(@F) $@

$(B)/unit/%: tests/unit/%.c tests/unit/unit.h $(B)/libcasekit.a
	@mkdir -p $(@D)
	$(CC) $(WARN) $(HARDEN) $(DEFS) $(CFLAGS) $(SAN) -Ilib -Itests/unit -o $@ $< -pie $(LDFLAGS) $(B)/libcasekit.a $(LDLIBS)

units: $(units)

to = $(DESTDIR)$(prefix)
install: build
	install -d $(DESTDIR)$(bindir) $(DESTDIR)$(mandir)
	install $(commands:%=$(B)/bin/%) $(DESTDIR)$(bindir)
	$(if $(ALONE),install -d $(DESTDIR)$(libexecdir))
	$(if $(ALONE),install $(commands:%=$(B)/libexec/casekit/%) $(DESTDIR)$(libexecdir))
	cd share && find . -type f -perm -u+x -exec install -D {} $(abspath $(DESTDIR)$(datadir))/{} \;
	cd share && find . -type f ! -perm -u+x -exec install -D -m 644 {} $(abspath $(DESTDIR)$(datadir))/{} \;
	cd man && for page in *.[157]; do \
		install -D -m 644 $$page $(abspath $(DESTDIR)$(mandir))/man$${page##*.}/$$page || exit 1; done
	install -d $(to)/share/bash-completion/completions $(to)/share/zsh/site-functions $(to)/share/fish/vendor_completions.d
	install -m 644 $(B)/completions/bash/* $(to)/share/bash-completion/completions
	install -m 644 $(B)/completions/zsh/* $(to)/share/zsh/site-functions
	install -m 644 $(B)/completions/fish/* $(to)/share/fish/vendor_completions.d

clean:
	rm -rf $(B) build-sanitize

-include $(wildcard $(B)/lib/*.d $(B)/cmd/*.d)
.SECONDARY:
