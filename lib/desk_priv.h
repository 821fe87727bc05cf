/* desk_priv: what a desk is made of; shared by desk.c and desk_law.c only. */
#ifndef CK_DESK_PRIV_H
#define CK_DESK_PRIV_H

#include "desk.h"

struct list {
	void **at;
	size_t count;
};

struct ck_desk {
	struct ck_desk_options is;
	char batch[40];
	struct ck_arena *arena;
	struct list seats, staff;
	struct list zones, calendars;
	size_t calendars_from;           /* those before it were forgotten, but offices given out may still use them */
	struct ck_vocabulary *vocabulary;
	struct list editions, laws;
	bool laws_read;
};

void ck_desk_list_add(struct list *l, void *item);

#endif
