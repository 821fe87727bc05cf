/* unit: the smallest test frame. A unit test is a main that calls CHECK and CHECK_TEXT and ends with unit_end(). It
 * prints TAP, so that one runner counts it together with bats. */
#ifndef UNIT_H
#define UNIT_H

#include <stdio.h>
#include <string.h>

static int unit_count, unit_failed;

#define CHECK(what) \
	do { \
		unit_count++; \
		if (what) { \
			printf("ok %d %s\n", unit_count, #what); \
		} else { \
			unit_failed++; \
			printf("not ok %d %s:%d %s\n", unit_count, __FILE__, __LINE__, #what); \
		} \
	} while (0)

#define CHECK_TEXT(got, want) \
	do { \
		const char *unit_got = (got), *unit_want = (want); \
		unit_count++; \
		if (unit_got != NULL && strcmp(unit_got, unit_want) == 0) { \
			printf("ok %d %s\n", unit_count, #got); \
		} else { \
			unit_failed++; \
			printf("not ok %d %s:%d %s: \"%s\", not \"%s\"\n", unit_count, __FILE__, __LINE__, #got, \
			       unit_got ? unit_got : "(null)", unit_want); \
		} \
	} while (0)

static int unit_end(void)
{
	printf("1..%d\n", unit_count);
	return unit_failed ? 1 : 0;
}

#endif
