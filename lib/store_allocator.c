/* store_memory: SQLite's memory. It asks for thousands of small pieces to read a schema and to prepare statements, and
 * gives most of them back: a fifth of what a short command does would be malloc and free. So small pieces are cut from
 * large blocks, in order, and those that come back wait for the next that asks for their size. Exhaustion ends the command
 * (status.h), so that SQLite never fails half-way. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include "store_priv.h"

#define STEP 16                     /* pieces differ in size by this */
#define BLOCK ((size_t)256 << 10)
#define PAGE ((uintptr_t)4096)
#ifdef __SANITIZE_ADDRESS__         /* sees only what malloc gives */
#define LARGEST ((size_t)0)
#else
#define LARGEST ((size_t)8 << 10)   /* pieces beyond this are malloc's */
#endif

struct piece {                      /* before what SQLite gets */
	size_t size;                /* with this header */
};
struct spare {                      /* a piece given back */
	struct piece piece;
	struct spare *next;
};

static struct spare *spares[LARGEST / STEP + 1];
static char *rest;                  /* of the last block */
static size_t left;

static size_t whole_size(int n)
{
	return ((size_t)n + sizeof(struct piece) + STEP - 1) / STEP * STEP;
}

static struct piece *piece_of(void *p)
{
	return (struct piece *)p - 1;
}

/* A block's pages are all used soon: asked for at once they cost half of what they cost when each is first touched. It is
 * advice: a kernel that does not take it gives them one by one. */
static void have_pages(char *block)
{
	uintptr_t from = ((uintptr_t)block + PAGE - 1) / PAGE * PAGE, until = ((uintptr_t)block + BLOCK) / PAGE * PAGE;

	(void)madvise((void *)from, until - from, MADV_POPULATE_WRITE);
}

static struct piece *cut(size_t size)
{
	struct piece *piece;

	if (size > left) {
		rest = ck_grow(NULL, BLOCK, 1);
		left = BLOCK;
		have_pages(rest);
	}
	piece = (struct piece *)(void *)rest;
	rest += size;
	left -= size;
	return piece;
}

static void *take(int n)
{
	size_t size = whole_size(n);
	struct piece *piece;

	if (size > LARGEST) {
		piece = ck_grow(NULL, size, 1);
	} else if (spares[size / STEP] != NULL) {
		piece = &spares[size / STEP]->piece;
		spares[size / STEP] = spares[size / STEP]->next;
	} else {
		piece = cut(size);
	}
	piece->size = size;
	return piece + 1;
}

static void give_back(void *p)
{
	struct piece *piece = piece_of(p);
	struct spare *spare = (struct spare *)(void *)piece;

	if (piece->size > LARGEST) {
		free(piece);
		return;
	}
	spare->next = spares[piece->size / STEP];
	spares[piece->size / STEP] = spare;
}

static int size_of(void *p)
{
	return p == NULL ? 0 : (int)(piece_of(p)->size - sizeof(struct piece));
}

static void *resize(void *p, int n)
{
	struct piece *piece = piece_of(p);
	size_t size = whole_size(n);
	void *moved;

	if (size == piece->size)
		return p;
	if (size > LARGEST && piece->size > LARGEST) {
		piece = ck_grow(piece, size, 1);
		piece->size = size;
		return piece + 1;
	}
	moved = take(n);
	memcpy(moved, p, (size_t)(size_of(p) < n ? size_of(p) : n));
	give_back(p);
	return moved;
}

static int round_up(int n)
{
	return (int)(whole_size(n) - sizeof(struct piece));
}

static int begin(void *unused)
{
	(void)unused;
	return SQLITE_OK;
}

static void end(void *unused)
{
	(void)unused;
}

const sqlite3_mem_methods ck_store_allocator = {take, give_back, resize, size_of, round_up, begin, end, NULL};
