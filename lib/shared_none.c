#include "shared.h"

#include <stddef.h>

bool ck_shared_is_here(void)
{
	return false;
}

iconv_t ck_shared_converter(const char *encoding)
{
	(void)encoding;
	return (iconv_t)-1;
}

const struct passwd *ck_shared_user(uid_t user)
{
	(void)user;
	return NULL;
}

void *ck_shared_library(const char *name)
{
	(void)name;
	return NULL;
}

void *ck_shared_function(void *library, const char *name)
{
	(void)library;
	(void)name;
	return NULL;
}
