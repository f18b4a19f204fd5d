/* A stand-in for pyxis, for tests: a SPANK plugin (built against Debian's libslurm-dev, loaded by a real SLURM) that registers
 * pyxis's documented options, refuses what pyxis refuses, and runs the step inside the unpacked image with the mounts asked for.
 * It is NOT pyxis: no enroot, no user namespace (the step enters by chroot in a mount namespace), no registry.
 * plugstack.conf: `required PATH dir=FOLDER` (FOLDER: where images are unpacked). */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <slurm/spank.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

SPANK_PLUGIN(pyxis_stand_in, 1)

enum { MAX_MOUNTS = 64 };
static char image[4096], workdir[4096], container_env[4096], folder[4096] = "/tmp";
static char sources[MAX_MOUNTS][2048], targets[MAX_MOUNTS][2048], flags[MAX_MOUNTS][256];
static int mounts, writable, mount_home;

static int refuse(const char* what, const char* detail) {
  slurm_error("pyxis: %s: %s", what, detail);
  return -1;
}

static int on_image(int value, const char* text, int remote) {
  (void)value, (void)remote;
  if (text == NULL || *text == '\0') return refuse("--container-image", "argument required");
  if (text[0] != '/' && text[0] != '.') return refuse("not a path (a registry image in pyxis; no registry here)", text);
  snprintf(image, sizeof image, "%s", text);
  return 0;
}

static int add_mount(char* entry) {
  char* second = strchr(entry, ':');
  if (second == NULL) return refuse("invalid mount, expected SRC:DST", entry);
  *second++ = '\0';
  char* third = strchr(second, ':');
  if (third != NULL) *third++ = '\0';
  if (*entry == '\0' || *second == '\0') return refuse("invalid mount, empty path", second);
  if (*second != '/') return refuse("invalid mount, the target must be absolute", second);
  if (*entry != '/' && *entry != '.') return refuse("invalid mount, the source must begin with / or .", entry);
  if (third != NULL && strchr(third, ':') != NULL) return refuse("invalid mount, too many fields", third);
  char* rest = third == NULL ? NULL : strdup(third);
  for (char* flag = rest == NULL ? NULL : strtok(rest, "+"); flag != NULL; flag = strtok(NULL, "+")) {
    const char* known[] = {"ro", "rw", "private", "rprivate", "slave", "rslave", "shared", "rshared", "bind", "rbind", "nosuid", "nodev", "noexec"};
    int found = 0;
    for (size_t i = 0; i < sizeof known / sizeof *known; ++i) found |= strcmp(flag, known[i]) == 0;
    if (!found) return refuse("invalid mount flag", flag);
  }
  free(rest);
  if (mounts == MAX_MOUNTS) return refuse("too many mounts", entry);
  snprintf(sources[mounts], sizeof sources[0], "%s", entry);
  snprintf(targets[mounts], sizeof targets[0], "%s", second);
  snprintf(flags[mounts], sizeof flags[0], "%s", third == NULL ? "" : third);
  ++mounts;
  return 0;
}

static int on_mounts(int value, const char* text, int remote) {
  (void)value, (void)remote;
  char* copy = strdup(text);
  mounts = 0;
  for (char* save = NULL, *entry = strtok_r(copy, ",", &save); entry != NULL; entry = strtok_r(NULL, ",", &save)) {
    if (add_mount(entry) != 0) return -1;
  }
  free(copy);
  return 0;
}

static int on_workdir(int value, const char* text, int remote) {
  (void)value, (void)remote;
  if (text[0] != '/') return refuse("--container-workdir must be absolute", text);
  snprintf(workdir, sizeof workdir, "%s", text);
  return 0;
}

static int on_env(int value, const char* text, int remote) {
  (void)value, (void)remote;
  if (strchr(text, '=') != NULL) return refuse("--container-env takes names only", text);
  snprintf(container_env, sizeof container_env, ",%s,", text);
  return 0;
}

static int on_writable(int value, const char* text, int remote) {
  (void)text, (void)remote;
  writable = value;
  return 0;
}

static int on_mount_home(int value, const char* text, int remote) {
  (void)text, (void)remote;
  mount_home = value;
  return 0;
}

static int ignored(int value, const char* text, int remote) {
  (void)value, (void)text, (void)remote;
  return 0;
}

static struct spank_option options[] = {
    {"container-image", "PATH", "the image", 1, 0, on_image},
    {"container-mounts", "SRC:DST[:FLAGS],...", "bind mounts", 1, 0, on_mounts},
    {"container-workdir", "PATH", "working directory", 1, 0, on_workdir},
    {"container-env", "NAME,...", "host variables that win over the image's", 1, 0, on_env},
    {"container-name", "NAME", "name", 1, 0, ignored},
    {"container-save", "PATH", "save", 1, 0, ignored},
    {"container-mount-home", NULL, "mount home", 0, 1, on_mount_home},
    {"no-container-mount-home", NULL, "do not mount home", 0, 0, on_mount_home},
    {"container-remap-root", NULL, "become root", 0, 1, ignored},
    {"no-container-remap-root", NULL, "do not become root", 0, 0, ignored},
    {"container-entrypoint", NULL, "run the entrypoint", 0, 1, ignored},
    {"no-container-entrypoint", NULL, "do not run the entrypoint", 0, 0, ignored},
    {"container-writable", NULL, "writable root", 0, 1, on_writable},
    {"container-readonly", NULL, "read-only root", 0, 0, on_writable},
    SPANK_OPTIONS_TABLE_END};

int slurm_spank_init(spank_t spank, int count, char** arguments) {
  for (int i = 0; i < count; ++i) {
    if (strncmp(arguments[i], "dir=", 4) == 0) snprintf(folder, sizeof folder, "%s", arguments[i] + 4);
  }
  for (struct spank_option* option = options; option->name != NULL; ++option) {
    if (spank_option_register(spank, option) != ESPANK_SUCCESS) return refuse("cannot register", option->name);
  }
  return 0;
}

static int run_program(const char* program, char* const arguments[]) {
  pid_t child = fork();
  if (child == 0) {
    int null = open("/dev/null", O_WRONLY);
    dup2(null, 1);
    execvp(program, arguments);
    _exit(127);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

static void make_parents(char* path) {
  for (char* at = path + 1; (at = strchr(at, '/')) != NULL; ++at) {
    *at = '\0';
    mkdir(path, 0755);
    *at = '/';
  }
}

/* Unpacked once a node and step, whichever task comes first. */
static int unpack(char* root, size_t size, unsigned job, unsigned step) {
  char host[256] = "", lock[4400], done[4400];
  gethostname(host, sizeof host);
  snprintf(root, size, "%s/%s-%u.%u", folder, host, job, step);
  snprintf(lock, sizeof lock, "%s.lock", root);
  snprintf(done, sizeof done, "%s.done", root);
  int descriptor = open(lock, O_CREAT | O_RDWR, 0600);
  if (descriptor < 0 || flock(descriptor, LOCK_EX) != 0) return refuse("cannot lock", lock);
  int status = 0;
  if (access(done, F_OK) != 0) {
    char* arguments[] = {"unsquashfs", "-f", "-no-progress", "-d", root, image, NULL};
    if (run_program("unsquashfs", arguments) != 0) status = refuse("couldn't unpack the image", image);
    int made = status == 0 ? open(done, O_CREAT | O_WRONLY, 0600) : -1;
    if (made >= 0) close(made);
  }
  close(descriptor);
  return status;
}

static int bind_one(const char* root, const char* source, const char* target, const char* how) {
  char resolved[4096], inside[8192];
  if (realpath(source, resolved) == NULL) return refuse("mount source: No such file or directory", source);
  snprintf(inside, sizeof inside, "%s%s", root, target);
  struct stat info;
  stat(resolved, &info);
  make_parents(inside);
  if (S_ISDIR(info.st_mode)) {
    mkdir(inside, 0755);
  } else {
    int made = open(inside, O_CREAT | O_WRONLY, 0644);
    if (made >= 0) close(made);
  }
  if (mount(resolved, inside, NULL, MS_BIND | MS_REC, NULL) != 0) return refuse("cannot mount", target);
  char padded[300];
  snprintf(padded, sizeof padded, "+%s+", how);
  if (strstr(padded, "+ro+") != NULL && mount(NULL, inside, NULL, MS_BIND | MS_REMOUNT | MS_RDONLY, NULL) != 0)
    return refuse("cannot make read-only", target);
  return 0;
}

/* The image's environment (enroot keeps it in /etc/environment) wins over the host's unless --container-env names it. */
static void image_environment(spank_t spank, const char* root) {
  char path[4400], line[8192], named[512];
  snprintf(path, sizeof path, "%s/etc/environment", root);
  FILE* file = fopen(path, "r");
  if (file == NULL) return;
  while (fgets(line, sizeof line, file) != NULL) {
    line[strcspn(line, "\n")] = '\0';
    char* value = strchr(line, '=');
    if (value == NULL) continue;
    *value++ = '\0';
    snprintf(named, sizeof named, ",%.500s,", line);
    if (strstr(container_env, named) == NULL) spank_setenv(spank, line, value, 1);
  }
  fclose(file);
}

int slurm_spank_task_init_privileged(spank_t spank, int count, char** arguments) {
  (void)count, (void)arguments;
  if (image[0] == '\0') return 0;
  unsigned job = 0, step = 0;
  char root[4200];
  spank_get_item(spank, S_JOB_ID, &job);
  spank_get_item(spank, S_JOB_STEPID, &step);
  if (access(image, R_OK) != 0) return refuse("No such file or directory", image);
  if (unpack(root, sizeof root, job, step) != 0) return -1;
  image_environment(spank, root);
  if (unshare(CLONE_NEWNS) != 0 || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0) return refuse("unshare", strerror(errno));
  if (mount(root, root, NULL, MS_BIND, NULL) != 0) return refuse("bind", root);
  const char* system_folders[] = {"/proc", "/sys", "/dev"};
  for (size_t i = 0; i < 3; ++i) {
    if (bind_one(root, system_folders[i], system_folders[i], "") != 0) return -1;
  }
  char inside[4400];
  snprintf(inside, sizeof inside, "%s/tmp", root);
  mkdir(inside, 01777);
  mount("tmpfs", inside, "tmpfs", 0, "mode=1777");
  for (int i = 0; i < mounts; ++i) {
    if (bind_one(root, sources[i], targets[i], flags[i]) != 0) return -1;
  }
  const char* home = getenv("HOME");
  if (mount_home && home != NULL && bind_one(root, home, home, "") != 0) return -1;
  if (!writable && mount(NULL, root, NULL, MS_BIND | MS_REMOUNT | MS_RDONLY, NULL) != 0) return refuse("read-only root", strerror(errno));
  if (chroot(root) != 0 || chdir(workdir[0] != '\0' ? workdir : "/") != 0) return refuse("cannot enter the container at", workdir);
  return 0;
}

/* slurmstepd has just gone back to the submit folder, which the container may not have. */
int slurm_spank_task_init(spank_t spank, int count, char** arguments) {
  (void)count, (void)arguments;
  if (image[0] == '\0') return 0;
  const char* to = workdir[0] != '\0' ? workdir : "/";
  spank_setenv(spank, "PWD", to, 1);
  return chdir(to) == 0 ? 0 : refuse("cannot enter the container at", to);
}
