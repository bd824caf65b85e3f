/* Compiled as C11 and C++11: the layout is the one that Rust asserts. */
#include "nianbao_plugin.h"
#include <stddef.h>
#ifdef __cplusplus
#define CHECK(condition) static_assert(condition, #condition)
#else
#define CHECK(condition) _Static_assert(condition, #condition)
#endif
CHECK(sizeof(void *) != 8 || sizeof(nb_slice) == 16);
CHECK(sizeof(void *) != 8 || (sizeof(nb_host_v1) == 32 && offsetof(nb_host_v1, emit) == 16 && offsetof(nb_host_v1, cancelled) == 24));
CHECK(sizeof(void *) != 8 || (sizeof(nb_plugin_v1) == 48 && offsetof(nb_plugin_v1, version) == 24 && offsetof(nb_plugin_v1, call) == 40));
static int32_t NB_CALL call(const nb_host_v1 *host, const uint8_t *request, size_t request_len, const nb_slice *blobs, size_t blob_count) {
  (void)host; (void)request; (void)request_len; (void)blobs; (void)blob_count;
  return NB_UNSUPPORTED;
}
static const nb_plugin_v1 plugin = {sizeof(nb_plugin_v1), {0, 0}, {0, 0}, call};
NB_EXPORT const nb_plugin_v1 *NB_CALL nianbao_plugin_v1(void) { return &plugin; }
