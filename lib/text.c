/* Memory, arenas and growing strings. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

/* -- memory -- */

static void (*before_the_end)(void);

void ck_on_exhausted(void (*last_words)(void))
{
	before_the_end = last_words;
}

static _Noreturn void exhausted(void)
{
	if (before_the_end != NULL)
		before_the_end();
	abort();
}

void *ck_alloc(size_t size)
{
	void *p = calloc(1, size > 0 ? size : 1);

	if (p == NULL)
		exhausted();
	return p;
}

void *ck_grow(void *p, size_t count, size_t size)
{
	size_t bytes;

	if (__builtin_mul_overflow(count, size, &bytes))
		exhausted();
	p = realloc(p, bytes > 0 ? bytes : 1);
	if (p == NULL)
		exhausted();
	return p;
}

char *ck_copy(const char *s)
{
	return s == NULL ? NULL : ck_copy_n(s, strlen(s));
}

char *ck_copy_n(const char *s, size_t n)
{
	char *copy;

	if (n == SIZE_MAX)
		exhausted();
	copy = ck_alloc(n + 1);
	if (n > 0)
		memcpy(copy, s, n);
	return copy;
}

/* -- arena: a list of blocks, filled one after the other; a reset starts again with the first -- */

#define FIRST_BLOCK ((size_t)1 << 10)
#define LARGEST_BLOCK ((size_t)1 << 16)

struct block {
	struct block *next;
	size_t size, used;
	_Alignas(max_align_t) unsigned char bytes[];
};

struct ck_arena {
	struct block *first, *current;
	size_t sharers;  /* owners beside the first */
};

static struct block *block_new(size_t size)
{
	struct block *b;

	if (size > SIZE_MAX / 2)
		exhausted();
	b = ck_grow(NULL, 1, sizeof(*b) + size);
	*b = (struct block){.size = size};
	return b;
}

struct ck_arena *ck_arena_new(void)
{
	struct ck_arena *a = ck_alloc(sizeof(*a));

	a->first = a->current = block_new(FIRST_BLOCK);
	return a;
}

/* Makes a block current that has room for size bytes: the next one of old, or a new one put in before it. */
static void arena_extend(struct ck_arena *a, size_t size)
{
	struct block *next = a->current->next;

	if (next == NULL || next->size < size) {
		size_t usual = a->current->size < LARGEST_BLOCK ? a->current->size * 2 : LARGEST_BLOCK;
		struct block *fresh = block_new(size > usual ? size : usual);

		fresh->next = next;
		next = a->current->next = fresh;
	}
	next->used = 0;
	a->current = next;
}

static void *arena_take(struct ck_arena *a, size_t size)
{
	const size_t align = _Alignof(max_align_t);
	size_t room = size;
	void *p;

	if (room > SIZE_MAX / 2)
		exhausted();
	room = (room + align - 1) / align * align;
	if (a->current->size - a->current->used < room)
		arena_extend(a, room);
	p = a->current->bytes + a->current->used;
	a->current->used += room;
	return p;
}

void *ck_arena_alloc(struct ck_arena *a, size_t size)
{
	return memset(arena_take(a, size), 0, size);
}

char *ck_arena_copy(struct ck_arena *a, const char *s)
{
	return s == NULL ? NULL : ck_arena_copy_n(a, s, strlen(s));
}

char *ck_arena_copy_n(struct ck_arena *a, const char *s, size_t n)
{
	char *copy;

	if (n == SIZE_MAX)
		exhausted();
	copy = arena_take(a, n + 1);
	if (n > 0)
		memcpy(copy, s, n);
	copy[n] = '\0';
	return copy;
}

/* The length that format and arguments give; the text itself goes to out as far as there is room. */
static size_t __attribute__((format(printf, 3, 0))) print(char *out, size_t room, const char *format, va_list arguments)
{
	int length = vsnprintf(out, room, format, arguments);

	if (length < 0)
		exhausted(); /* with the C locale's formats only a text beyond INT_MAX comes here */
	return (size_t)length;
}

char *ck_arena_printf(struct ck_arena *a, const char *format, ...)
{
	va_list arguments, again;
	char line[256], *out;
	size_t length;

	va_start(arguments, format);
	va_copy(again, arguments);
	length = print(line, sizeof(line), format, arguments);
	out = ck_arena_alloc(a, length + 1);
	if (length < sizeof(line))
		memcpy(out, line, length);
	else
		print(out, length + 1, format, again);
	va_end(again);
	va_end(arguments);
	return out;
}

void ck_arena_reset(struct ck_arena *a)
{
	a->current = a->first;
	a->first->used = 0;
}

struct ck_arena *ck_arena_share(struct ck_arena *a)
{
	a->sharers++;
	return a;
}

void ck_arena_free(struct ck_arena *a)
{
	if (a == NULL)
		return;
	if (a->sharers > 0) {
		a->sharers--;
		return;
	}
	for (struct block *b = a->first, *next; b != NULL; b = next) {
		next = b->next;
		free(b);
	}
	free(a);
}

/* -- a growing string -- */

static __attribute__((noinline)) void widen(struct ck_buffer *b, size_t n)
{
	size_t need, room = b->room > 0 ? b->room : 64;

	if (__builtin_add_overflow(b->length, n, &need) || need > SIZE_MAX / 4)
		exhausted();
	while (room <= need)
		room *= 2;
	b->text = ck_grow(b->text, room, 1);
	b->room = room;
}

/* Room for n more bytes and the NUL. */
static inline void reserve(struct ck_buffer *b, size_t n)
{
	if (b->room <= n || b->room - n <= b->length)
		widen(b, n);
}

char *ck_buffer_room(struct ck_buffer *b, size_t n)
{
	reserve(b, n);
	return b->text + b->length;
}

void ck_buffer_put(struct ck_buffer *b, const void *bytes, size_t n)
{
	reserve(b, n);
	if (n > 0)
		memcpy(b->text + b->length, bytes, n);
	b->length += n;
	b->text[b->length] = '\0';
}

void ck_buffer_text(struct ck_buffer *b, const char *s)
{
	ck_buffer_put(b, s, strlen(s));
}

void ck_buffer_char(struct ck_buffer *b, char c)
{
	reserve(b, 1);
	b->text[b->length++] = c;
	b->text[b->length] = '\0';
}

void ck_buffer_printf(struct ck_buffer *b, const char *format, ...)
{
	va_list arguments, again;
	size_t length;

	va_start(arguments, format);
	va_copy(again, arguments);
	reserve(b, 0);
	length = print(b->text + b->length, b->room - b->length, format, arguments);
	if (length >= b->room - b->length) {
		reserve(b, length);
		print(b->text + b->length, length + 1, format, again);
	}
	b->length += length;
	va_end(again);
	va_end(arguments);
}

void ck_buffer_empty(struct ck_buffer *b)
{
	b->length = 0;
	if (b->text != NULL)
		b->text[0] = '\0';
}

void ck_buffer_free(struct ck_buffer *b)
{
	free(b->text);
	*b = (struct ck_buffer){0};
}
