#include "shared.h"

#include <dlfcn.h>

bool ck_shared_is_here(void)
{
	return true;
}

iconv_t ck_shared_converter(const char *encoding)
{
	return iconv_open("UTF-8", encoding);
}

const struct passwd *ck_shared_user(uid_t user)
{
	return getpwuid(user);
}

void *ck_shared_library(const char *name)
{
	return dlopen(name, RTLD_NOW | RTLD_LOCAL);
}

void *ck_shared_function(void *library, const char *name)
{
	return dlsym(library, name);
}
