/* nianbao plugin contract: C ABI, major version 1.
 *
 * A plugin is a shared library that exports one function, nianbao_plugin_v1. Requests and responses are UTF-8 JSON
 * objects with "nb": 1 (the protocol's version); files travel as blobs of bytes.
 *
 * Rules
 *  Ownership      Every pointer passed to either side is borrowed until that function returns; the receiver copies
 *                 what it keeps. ptr may be NULL if and only if len is 0. Nothing is freed across the boundary.
 *  Order          call emits any number of LOG and BLOB pieces and, if and only if it returns NB_OK, exactly one
 *                 complete RESPONSE, which may come in pieces; if and only if it returns NB_FAILED or NB_PANICKED,
 *                 at most one ERROR. Pieces of one channel and blob_id are concatenated.
 *  Stop           After emit returned nonzero, emit nothing more and return NB_STOPPED promptly.
 *  Threads        The host runs one call at a time in a library unless its manifest says concurrency = "many". call
 *                 may run on any thread with at least 8 MiB of stack; emit may be called on that thread only. No
 *                 thread may run plugin code after call has returned; an idle thread pool may stay, and the number
 *                 of threads must not grow from the second call on.
 *  Process state  Leave working directory, locale, signal handlers, panic hooks and environment alone; do not exit,
 *                 abort or fork; write nothing to descriptors 0 and 1.
 *  Unwinding      No exception or panic may leave call.
 *  Growth         New fields are added at the end only; read no field beyond size. Unknown channels are ignored,
 *                 unknown status codes are faults.
 */
#ifndef NIANBAO_PLUGIN_H
#define NIANBAO_PLUGIN_H

#include <stddef.h>
#include <stdint.h>

#define NB_ABI_MAJOR 1u

#if defined(_WIN32)
#  define NB_CALL __cdecl
#  define NB_EXPORT_ATTRIBUTE __declspec(dllexport)
#else
#  define NB_CALL
#  define NB_EXPORT_ATTRIBUTE __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
#  define NB_EXPORT extern "C" NB_EXPORT_ATTRIBUTE
extern "C" {
#else
#  define NB_EXPORT NB_EXPORT_ATTRIBUTE
#endif

/* What call returns. */
enum {
  NB_OK = 0,          /* a complete RESPONSE was emitted */
  NB_FAILED = 1,      /* a normal failure; ERROR says why */
  NB_STOPPED = 2,     /* the host asked to stop */
  NB_UNSUPPORTED = 3, /* the operation is unknown to the plugin */
  NB_BAD_REQUEST = 4, /* the request could not be understood */
  NB_PANICKED = 5     /* a panic was caught inside the plugin */
};

/* The channels of emit. */
enum {
  NB_EMIT_RESPONSE = 1,
  NB_EMIT_BLOB = 2,
  NB_EMIT_ERROR = 3,
  NB_EMIT_LOG = 4
};

typedef struct nb_slice {
  const uint8_t *ptr;
  size_t len;
} nb_slice;

typedef struct nb_host_v1 {
  size_t size; /* sizeof(*this) as the host was compiled */
  void *ctx;   /* passed back to both functions */
  /* 0 = continue; nonzero = stop and return NB_STOPPED. Only on the thread that runs call. */
  int32_t(NB_CALL *emit)(void *ctx, uint32_t channel, uint32_t blob_id, const uint8_t *ptr, size_t len);
  /* Nonzero once the host wants call to stop. Cheap; poll it. On any thread while call runs. */
  int32_t(NB_CALL *cancelled)(void *ctx);
} nb_host_v1;

typedef struct nb_plugin_v1 {
  size_t size;      /* sizeof(*this) as the plugin was compiled */
  nb_slice id;      /* static UTF-8, equal to the manifest's id */
  nb_slice version; /* static UTF-8, equal to the manifest's version */
  int32_t(NB_CALL *call)(const nb_host_v1 *host, const uint8_t *request, size_t request_len, const nb_slice *blobs,
                         size_t blob_count);
} nb_plugin_v1;

#ifdef __cplusplus
} /* extern "C" */
#endif

/* Static, never freed, may be called often. */
NB_EXPORT const nb_plugin_v1 *NB_CALL nianbao_plugin_v1(void);

#endif /* NIANBAO_PLUGIN_H */
