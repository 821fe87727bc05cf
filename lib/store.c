/* store: opening, the queue of writers, transactions and settings. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>
#include "store_priv.h"

static bool sorts_beside;

void ck_store_sort_beside(void)
{
	sorts_beside = true;
}

static void start_engine(void)
{
	static bool started;

	if (started)
		return;
	started = true;
	sqlite3_config(sorts_beside ? SQLITE_CONFIG_MULTITHREAD : SQLITE_CONFIG_SINGLETHREAD);
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	if (!sorts_beside) /* it is for one thread */
		sqlite3_config(SQLITE_CONFIG_MALLOC, &ck_store_allocator);
	sqlite3_config(SQLITE_CONFIG_PAGECACHE, NULL, 0, 0); /* its pages too, one by one */
}

/* -- the file -- */

enum ck_code ck_store_resolve(const char *path, char **resolved, struct ck_error *e)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	char *folder = slash == NULL ? ck_copy(".") : slash == path ? ck_copy("/") : ck_copy_n(path, (size_t)(slash - path));
	char real[PATH_MAX];
	struct ck_buffer b = {0};
	bool found = realpath(folder, real) != NULL;

	free(folder);
	*resolved = NULL;
	if (*name == 0)
		return ck_fail(e, CK_UNAVAILABLE, "the store \"%s\" is no file", path);
	if (!found)
		return ck_fail(e, errno == EACCES ? CK_DENIED : CK_UNAVAILABLE, "no store %s: its folder cannot be opened: %s",
		               path, strerror(errno));
	ck_buffer_printf(&b, "%s/%s", strcmp(real, "/") == 0 ? "" : real, name);
	*resolved = b.text;
	return CK_OK;
}

enum ck_code ck_store_look(const char *path, unsigned *mode, struct ck_error *e)
{
	struct stat st;

	if (lstat(path, &st) != 0)
		return errno == ENOENT ? ck_fail(e, CK_UNAVAILABLE, "no store %s (store-init makes one)", path)
		                       : ck_fail(e, errno == EACCES ? CK_DENIED : CK_UNAVAILABLE,
		                                 "the store %s cannot be opened: %s", path, strerror(errno));
	if (S_ISLNK(st.st_mode))
		return ck_fail(e, CK_DENIED, "the store %s is a symbolic link: name the file itself", path);
	if (!S_ISREG(st.st_mode))
		return ck_fail(e, CK_UNAVAILABLE, "%s is no casekit store", path);
	*mode = st.st_mode & 0777;
	return CK_OK;
}

enum ck_code ck_store_sync(const char *path, struct ck_error *e)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool done = fd >= 0 && fsync(fd) == 0;
	int error = errno;

	if (fd >= 0)
		close(fd);
	return done ? CK_OK : ck_fail(e, CK_IO, "%s cannot be written through: %s", path, strerror(error));
}

enum ck_code ck_store_sync_folder(const char *path, struct ck_error *e)
{
	const char *slash = strrchr(path, '/');
	char *folder = slash == NULL ? ck_copy(".") : ck_copy_n(path, slash == path ? 1 : (size_t)(slash - path));
	enum ck_code code = ck_store_sync(folder, e);

	free(folder);
	return code;
}

/* -- the queue of writers: a lock on a file beside the store, taken before the store is opened. The kernel wakes those
 * who wait in order, so nobody starves; SQLite's own locks would favour whoever asks most often. -- */

static volatile sig_atomic_t rang, interrupted;

static void ring(int signal_number)
{
	(void)signal_number;
	rang = 1;
}

/* flock with a time limit: the alarm interrupts it. The alarm rings again every 20 ms, lest the first ring come just
 * before flock began to wait. */
static bool wait_for_lock(int fd, int seconds)
{
	struct sigaction action = {.sa_handler = ring}, before;
	struct itimerval alarm_in = {{0, 20000}, {seconds, 0}}, never = {{0, 0}, {0, 0}};
	int result, error;

	rang = 0;
	sigemptyset(&action.sa_mask);
	sigaction(SIGALRM, &action, &before);
	setitimer(ITIMER_REAL, &alarm_in, NULL);
	while ((result = flock(fd, LOCK_EX)) != 0 && errno == EINTR && !rang)
		;
	error = errno;
	setitimer(ITIMER_REAL, &never, NULL);
	sigaction(SIGALRM, &before, NULL);
	errno = error;
	return result == 0;
}

enum ck_code ck_store_take_turn(const char *path, unsigned mode, int wait_seconds, int *turn, struct ck_error *e)
{
	struct ck_buffer name = {0};
	enum ck_code code = CK_OK;
	int fd, error;

	ck_buffer_printf(&name, "%s.lock", path);
	fd = open(name.text, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, mode & 0666);
	if (fd < 0) {
		code = ck_fail(e, errno == EACCES || errno == EPERM || errno == EROFS || errno == ELOOP ? CK_DENIED : CK_IO,
		               "the queue %s cannot be opened: %s", name.text, strerror(errno));
	} else if (flock(fd, LOCK_EX | LOCK_NB) != 0 &&
	           (errno != EWOULDBLOCK || wait_seconds <= 0 || !wait_for_lock(fd, wait_seconds))) {
		error = errno;
		if (error == EWOULDBLOCK || error == EINTR)
			code = ck_fail(e, CK_BUSY, "the store %s is in use by another writer for more than %d seconds: try again",
			               path, wait_seconds);
		else
			code = ck_fail(e, CK_IO, "the queue %s cannot be locked: %s", name.text, strerror(error));
		close(fd);
	} else {
		*turn = fd;
	}
	ck_buffer_free(&name);
	return code;
}

enum ck_code ck_store_give_way(struct ck_store *s, int wait_seconds, struct ck_error *e)
{
	if (s->turn < 0)
		return CK_OK;
	if (flock(s->turn, LOCK_UN) != 0)
		return ck_fail(e, CK_IO, "the queue of the store %s cannot be left: %s", s->path, strerror(errno));
	if (flock(s->turn, LOCK_EX | LOCK_NB) == 0 || (wait_seconds > 0 && wait_for_lock(s->turn, wait_seconds)))
		return CK_OK;
	return ck_fail(e, CK_BUSY, "the store %s is in use by another writer for more than %d seconds: try again", s->path,
	               wait_seconds);
}

void ck_store_interrupt(struct ck_store *s)
{
	rang = interrupted = 1;
	sqlite3_interrupt(s->db);
}

/* -- the connection -- */

/* SQLite asks when somebody else's lock is in the way: sleep 1 to 2 ms, unevenly, and try again. Its own handler backs
 * off to 100 ms and starves. */
static int wait_a_little(void *to, int times)
{
	struct ck_store *s = to;
	int64_t pause = 1000 + (getpid() + times * 7919) % 1000;

	if (interrupted || s->waited + pause > s->patience)
		return 0;
	s->waited += pause;
	usleep((useconds_t)pause);
	return 1;
}

void ck_store_shared(struct ck_store *s, void (*before)(void *to), void *to)
{
	s->before = before;
	s->before_to = to;
}

void ck_store_await(struct ck_store *s)
{
	if (s->before != NULL)
		s->before(s->before_to);
}

enum ck_code ck_store_run(struct ck_store *s, const char *sql, struct ck_error *e)
{
	int result;

	ck_store_await(s);
	s->waited = 0;
	result = sqlite3_exec(s->db, sql, NULL, NULL, NULL);
	return result == SQLITE_OK ? CK_OK : ck_store_fault(s, result, e);
}

static void harden(sqlite3 *db)
{
	sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 1, NULL);
	sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
}

static int number_at(const unsigned char *p)
{
	return (int)((unsigned)p[0] << 24 | (unsigned)p[1] << 16 | (unsigned)p[2] << 8 | p[3]);
}

static bool bears_mark(const unsigned char header[100])
{
	return memcmp(header, "SQLite format 3", 16) == 0 && number_at(header + 68) == CK_STORE_MAGIC;
}

/* The file's first bytes, read before SQLite trusts any of them, through SQLite's own descriptor: closing another one
 * would drop every lock that this process holds on the file. */
static enum ck_code judge_header(struct ck_store *s, struct ck_error *e)
{
	unsigned char header[100] = {0};
	sqlite3_file *file = NULL;
	int result;

	if (s->expected == CK_EXPECT_EMPTY)
		return CK_OK;
	sqlite3_file_control(s->db, "main", SQLITE_FCNTL_FILE_POINTER, &file);
	result = file->pMethods->xRead(file, header, sizeof header, 0);
	if (result != SQLITE_OK && result != SQLITE_IOERR_SHORT_READ)
		return ck_fail(e, CK_IO, "the store %s cannot be read", s->path);
	if (!bears_mark(header))
		return ck_fail(e, CK_UNAVAILABLE, "%s is no casekit store", s->path);
	s->version = number_at(header + 60);
	if (s->version < 0)
		return ck_fail(e, CK_UNAVAILABLE, "%s is no casekit store", s->path);
	if (s->version > CK_STORE_VERSION)
		return ck_fail(e, CK_UNAVAILABLE, "the store %s is of version %d; this casekit knows versions up to %d",
		               s->path, s->version, CK_STORE_VERSION);
	if (s->version < CK_STORE_VERSION && s->expected == CK_EXPECT_CURRENT)
		return ck_fail(e, CK_CONFIG, "the store %s is of version %d: store-upgrade makes it version %d", s->path,
		               s->version, CK_STORE_VERSION);
	return CK_OK;
}

/* The same before the queue is joined, whose file would be left beside what is no store. The engine has not opened the
 * file yet, so there is no lock to lose by closing it. */
static enum ck_code look_inside(const char *path, struct ck_error *e)
{
	unsigned char header[100] = {0};
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC), error = errno;
	ssize_t n;

	if (fd < 0)
		return ck_fail(e, error == EACCES ? CK_DENIED : CK_UNAVAILABLE, "the store %s may not be opened: %s", path,
		               strerror(error));
	n = pread(fd, header, sizeof header, 0);
	close(fd);
	if (n < 0)
		return ck_fail(e, CK_IO, "the store %s cannot be read", path);
	return bears_mark(header) ? CK_OK : ck_fail(e, CK_UNAVAILABLE, "%s is no casekit store", path);
}

/* Debian's SQLite maps no memory unless told to. A journal that stays has its room on the disk already, so syncs have no
 * metadata to write; what a large batch made of it is cut back. */
static const char for_reading[] = "PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY";
static const char for_writing[] = "PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY; PRAGMA recursive_triggers=ON; "
                                  "PRAGMA journal_mode=PERSIST; PRAGMA journal_size_limit=1048576; PRAGMA cache_size=-32768; "
                                  "PRAGMA synchronous=FULL";
/* Nobody sees the file before it is whole and written through. */
static const char for_making[] = "PRAGMA temp_store=MEMORY; PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF";

static enum ck_code set_up(struct ck_store *s, struct ck_error *e)
{
	int result = sqlite3_open_v2(s->path, &s->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_EXRESCODE,
	                             NULL);
	enum ck_code code;

	if (s->db == NULL)
		return ck_fail(e, CK_BUG, "the store's engine does not start");
	if (result != SQLITE_OK)
		return ck_store_fault(s, result, e);
	if ((code = judge_header(s, e)) != CK_OK)
		return code;
	harden(s->db);
	sqlite3_busy_handler(s->db, wait_a_little, s);
	if (s->mode == CK_STORE_READ)
		return ck_store_run(s, for_reading, e);
	if (sqlite3_db_readonly(s->db, "main") != 0)
		return ck_fail(e, CK_DENIED, "the store %s may not be written", s->path);
	return ck_store_run(s, s->expected == CK_EXPECT_EMPTY ? for_making : for_writing, e);
}

enum ck_code ck_store_connect(const char *path, enum ck_store_mode mode, enum ck_expected expected, int wait_seconds,
                              int turn, struct ck_store **s, struct ck_error *e)
{
	struct ck_store *made = ck_alloc(sizeof *made);
	enum ck_code code;

	start_engine();
	made->path = ck_copy(path);
	made->mode = mode;
	made->expected = expected;
	made->turn = turn;
	made->patience = (int64_t)wait_seconds * 1000000;
	code = set_up(made, e);
	*s = code == CK_OK ? made : NULL;
	if (code != CK_OK)
		ck_store_close(made);
	return code;
}

enum ck_code ck_store_enter(const char *path, enum ck_store_mode mode, enum ck_expected expected, int wait_seconds,
                            struct ck_store **s, struct ck_error *e)
{
	char *real = NULL;
	int turn = -1;
	unsigned file_mode = 0;
	enum ck_code code = ck_store_resolve(path, &real, e);

	*s = NULL;
	if (code == CK_OK)
		code = ck_store_look(real, &file_mode, e);
	if (code == CK_OK && mode == CK_STORE_WRITE)
		code = look_inside(real, e);
	if (code == CK_OK && mode == CK_STORE_WRITE)
		code = ck_store_take_turn(real, file_mode, wait_seconds, &turn, e);
	if (code == CK_OK)
		code = ck_store_connect(real, mode, expected, wait_seconds, turn, s, e);
	free(real);
	return code;
}

enum ck_code ck_store_open(const char *path, enum ck_store_mode mode, int wait_seconds, struct ck_store **s,
                           struct ck_error *e)
{
	return ck_store_enter(path, mode, CK_EXPECT_CURRENT, wait_seconds, s, e);
}

void ck_store_close(struct ck_store *s)
{
	sqlite3_stmt *statement;

	if (s == NULL)
		return;
	ck_store_await(s);
	ck_store_bulk_free(s);
	while (s->db != NULL && (statement = sqlite3_next_stmt(s->db, NULL)) != NULL)
		sqlite3_finalize(statement);
	sqlite3_close_v2(s->db); /* rolls back what is open */
	for (size_t i = 0; i < CK_SQL_COUNT; i++)
		free(s->statement[i]);
	if (s->turn >= 0)
		close(s->turn);
	free(s->setting);
	free(s->path);
	free(s);
}

void ck_store_leave(struct ck_store *s)
{
	static struct ck_store *left; /* so that nobody calls it lost */
	sqlite3_stmt *statement = NULL;

	if (s == NULL || s->mode != CK_STORE_READ || left != NULL) {
		ck_store_close(s);
		return;
	}
	left = s;
	while ((statement = sqlite3_next_stmt(s->db, statement)) != NULL)
		sqlite3_reset(statement);
	ck_store_rollback(s);
}

/* -- transactions -- */

static enum ck_code control(struct ck_store *s, enum ck_control which, struct ck_error *e)
{
	static const char *const texts[CK_CONTROLS] = {
	    [CK_CONTROL_COMMIT] = "COMMIT",       [CK_CONTROL_ROLLBACK] = "ROLLBACK",
	    [CK_CONTROL_MARK] = "SAVEPOINT record", [CK_CONTROL_KEEP] = "RELEASE record",
	    [CK_CONTROL_UNDO] = "ROLLBACK TO record",
	};
	const char *begin = s->mode == CK_STORE_WRITE ? "BEGIN IMMEDIATE" : "BEGIN";
	int result = SQLITE_OK;

	ck_store_await(s);
	if (s->control[which] == NULL)
		result = sqlite3_prepare_v3(s->db, which == CK_CONTROL_BEGIN ? begin : texts[which], -1,
		                            SQLITE_PREPARE_PERSISTENT, &s->control[which], NULL);
	s->waited = 0;
	if (result == SQLITE_OK)
		result = sqlite3_step(s->control[which]);
	if (result != SQLITE_DONE)
		ck_store_fault(s, result, e);
	sqlite3_reset(s->control[which]);
	return result == SQLITE_DONE ? CK_OK : e->code;
}

/* A reader's BEGIN takes no lock yet. Without one the engine would lock the file once to read the schema, let go, and
 * lock it again for the first statement. With the lock the header is looked at again: what it said before may have been
 * an upgrade's that was cut off, which the engine has undone by now. */
enum ck_code ck_store_begin(struct ck_store *s, struct ck_error *e)
{
	enum ck_code code = control(s, CK_CONTROL_BEGIN, e);

	s->aside = (struct ck_aside){0};
	if (code == CK_OK && s->mode == CK_STORE_READ)
		code = ck_store_run(s, "PRAGMA user_version", e);
	if (code == CK_OK && (code = judge_header(s, e)) != CK_OK)
		ck_store_rollback(s);
	return code;
}

enum ck_code ck_store_commit(struct ck_store *s, struct ck_error *e)
{
	enum ck_code code = s->failed.code;

	if (code != CK_OK)
		*e = s->failed;
	if (code == CK_OK)
		code = ck_store_written_through(s, e);
	if (code == CK_OK)
		code = control(s, CK_CONTROL_COMMIT, e);
	if (code != CK_OK)
		ck_store_rollback(s);
	return code;
}

void ck_store_rollback(struct ck_store *s)
{
	struct ck_error ignored; /* what cannot be rolled back now is when the file is opened next */

	ck_store_await(s);
	if (sqlite3_get_autocommit(s->db))
		return;
	ck_store_written_through(s, &ignored); /* lest a failure of what is put back be told to the thread beside */
	control(s, CK_CONTROL_ROLLBACK, &ignored);
}

enum ck_code ck_store_mark(struct ck_store *s, struct ck_error *e)
{
	return control(s, CK_CONTROL_MARK, e);
}

enum ck_code ck_store_keep(struct ck_store *s, struct ck_error *e)
{
	return control(s, CK_CONTROL_KEEP, e);
}

void ck_store_undo(struct ck_store *s)
{
	struct ck_error e;

	if (sqlite3_get_autocommit(s->db)) /* a grave failure has rolled everything back already */
		return;
	if (control(s, CK_CONTROL_UNDO, &e) != CK_OK || control(s, CK_CONTROL_KEEP, &e) != CK_OK)
		s->failed = e;
}

void ck_store_fail(struct ck_store *s, const struct ck_error *e)
{
	if (s->failed.code == CK_OK)
		s->failed = *e;
}

enum ck_code ck_store_failed(struct ck_store *s, struct ck_error *e)
{
	enum ck_code code = s->failed.code;

	if (code != CK_OK)
		*e = s->failed;
	s->failed.code = CK_OK;
	return code;
}

/* -- settings -- */

const char *ck_store_setting(struct ck_store *s, const char *name)
{
	struct ck_result *r = NULL;
	struct ck_error e;
	bool found;

	free(s->setting);
	s->setting = NULL;
	ck_error_clear(&e);
	if (ck_store_query(s, &r, &e, CK_SQL_SETTING, "t", name) == CK_OK) {
		found = ck_result_next(r, &e);
		if (found)
			s->setting = ck_copy(ck_result_text(r, 0));
	}
	ck_result_end(r);
	if (e.code != CK_OK)
		s->failed = e;
	return s->setting;
}

enum ck_code ck_store_set(struct ck_store *s, const char *name, const char *value, struct ck_error *e)
{
	return ck_store_do(s, e, NULL, CK_SQL_SETTING_PUT, "tt", name, value);
}
