/* registry_priv: what the files of the registry share among themselves. Included by lib/registry*.c only. */
#ifndef CK_REGISTRY_PRIV_H
#define CK_REGISTRY_PRIV_H

#include "registry.h"

/* Runs `sh -c COMMAND`, hands it the input on its standard input and collects what it prints, at most so many bytes. It
 * is in a process group of its own, which is killed as a whole at the end of its seconds, and when something went wrong or
 * a signal would end this process. CK_UNAVAILABLE with the cause: "did not end within 20 seconds", "ended with exit code
 * 3", ... */
struct ck_talk {
	const char *command;
	const char *input;
	size_t length, most;
	int seconds;
	bool *late;            /* becomes true if it did not end in its time */
};
enum ck_code ck_talk_run(const struct ck_talk *talk, struct ck_buffer *output, struct ck_error *e);

#endif
