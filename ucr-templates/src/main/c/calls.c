/* The calls of org.mailloft.ucr.LibraryCalls. A path is octets and a NUL. */
#include <fcntl.h>
#include <jni.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

JNIEXPORT jint JNICALL Java_org_mailloft_ucr_LibraryCalls_open(
    JNIEnv *env, jobject self, jbyteArray path, jint flags, jint mode) {
  jbyte octets[PATH_MAX];
  jsize length = (*env)->GetArrayLength(env, path);
  if (length > PATH_MAX) {
    return -1;
  }
  (*env)->GetByteArrayRegion(env, path, 0, length, octets);
  return open((const char *)octets, flags, mode);
}

JNIEXPORT jint JNICALL Java_org_mailloft_ucr_LibraryCalls_flock(
    JNIEnv *env, jobject self, jint descriptor, jint operation) {
  return flock(descriptor, operation);
}

JNIEXPORT jint JNICALL Java_org_mailloft_ucr_LibraryCalls_fsync(JNIEnv *env, jobject self, jint descriptor) {
  return fsync(descriptor);
}

JNIEXPORT jint JNICALL Java_org_mailloft_ucr_LibraryCalls_close(JNIEnv *env, jobject self, jint descriptor) {
  return close(descriptor);
}

static int64_t milliseconds(struct timespec time) {
  return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static uint64_t and(uint64_t sum, int64_t time) {
  return (sum ^ (uint64_t)time) * UINT64_C(0x100000001b3);
}

/* See FileTimes. Each path has a line end behind it. */
JNIEXPORT jlong JNICALL Java_org_mailloft_ucr_LibraryCalls_fileTimes(JNIEnv *env, jobject self, jbyteArray paths) {
  jsize length = (*env)->GetArrayLength(env, paths);
  char *octets = malloc((size_t)length + 1);
  if (octets == NULL) {
    return 0;
  }
  (*env)->GetByteArrayRegion(env, paths, 0, length, (jbyte *)octets);
  uint64_t sum = UINT64_C(0xcbf29ce484222325);
  char *path = octets;
  for (char *end; (end = memchr(path, '\n', length - (path - octets))) != NULL; path = end + 1) {
    struct stat file;
    *end = '\0';
    int found = stat(path, &file) == 0;
    sum = and(sum, found ? milliseconds(file.st_mtim) : 0);
    sum = and(sum, found ? milliseconds(file.st_ctim) : 0);
  }
  free(octets);
  return (jlong)sum;
}
