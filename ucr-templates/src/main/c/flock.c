/* The three calls of org.mailloft.ucr.LibraryCalls. A path is octets and a NUL. */
#include <fcntl.h>
#include <jni.h>
#include <limits.h>
#include <sys/file.h>
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

JNIEXPORT jint JNICALL Java_org_mailloft_ucr_LibraryCalls_close(JNIEnv *env, jobject self, jint descriptor) {
  return close(descriptor);
}
