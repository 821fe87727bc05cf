/* desk_priv: what a desk is made of; shared by desk's files only. */
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
/* desk_past.c: *st, somebody's last stay, becomes the one that held at that time, if there was one. */
enum ck_code ck_desk_staff_then(struct ck_desk *d, const struct ck_staff **st, ck_time at, struct ck_error *e);

#endif
