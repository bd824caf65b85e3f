/* A plugin of version 1: reads a file as one paragraph of figures, writes what it was asked as it came. */
#include "nianbao_plugin.h"

#include <stdio.h>
#include <string.h>

static int send_all(const nb_host_v1 *host, uint32_t channel, const char *text) {
  return host->emit(host->ctx, channel, 0, (const uint8_t *)text, strlen(text)) == 0;
}

/* The number behind "id": in the request; the host writes it as a plain integer. */
static unsigned long call_number(const uint8_t *request, size_t len) {
  static const char key[] = "\"id\":";
  unsigned long number = 0;
  size_t at;
  for (at = 0; at + sizeof key <= len; at++) {
    if (memcmp(request + at, key, sizeof key - 1) == 0) {
      for (at += sizeof key - 1; at < len && request[at] >= '0' && request[at] <= '9'; at++)
        number = number * 10 + (unsigned long)(request[at] - '0');
      break;
    }
  }
  return number;
}

static int32_t NB_CALL call(const nb_host_v1 *host, const uint8_t *request, size_t request_len, const nb_slice *blobs,
                            size_t blob_count) {
  char answer[400];
  unsigned long number = call_number(request, request_len);
  if (host->size < sizeof(nb_host_v1)) return NB_BAD_REQUEST;
  if (host->cancelled(host->ctx)) return NB_STOPPED;
  if (!send_all(host, NB_EMIT_LOG, "version 1 was called")) return NB_STOPPED;
  if (blob_count == 0) {
    if (host->emit(host->ctx, NB_EMIT_BLOB, 0, request, request_len)) return NB_STOPPED;
    sprintf(answer, "{\"nb\":1,\"type\":\"result\",\"id\":%lu}", number);
    return send_all(host, NB_EMIT_RESPONSE, answer) ? NB_OK : NB_STOPPED;
  }
  if (blobs[0].len == 0 || blobs[0].ptr[0] == '!') {
    sprintf(answer, "{\"nb\":1,\"type\":\"error\",\"id\":%lu,\"error\":{\"code\":\"marked\",\"message\":\"no\",\"help\":\"do\"}}",
            number);
    return send_all(host, NB_EMIT_ERROR, answer) ? NB_FAILED : NB_STOPPED;
  }
  sprintf(answer, "{\"nb\":1,\"type\":\"result\",\"id\":%lu,", number);
  if (!send_all(host, NB_EMIT_RESPONSE, answer)) return NB_STOPPED;
  sprintf(answer,
          "\"document\":{\"schema\":\"nianbao-document/1\",\"blocks\":[{\"kind\":\"paragraph\",\"text\":\"%lu bytes\"}]},"
          "\"diagnostics\":[{\"code\":\"seen\",\"message\":\"all of it\",\"at\":\"byte 0\"}]}",
          (unsigned long)blobs[0].len);
  return send_all(host, NB_EMIT_RESPONSE, answer) ? NB_OK : NB_STOPPED;
}

static const char id[] = "org.example.v1";
static const char version[] = "1.0";
static nb_plugin_v1 plugin;

NB_EXPORT const nb_plugin_v1 *NB_CALL nianbao_plugin_v1(void) {
  plugin.size = sizeof plugin;
  plugin.id.ptr = (const uint8_t *)id;
  plugin.id.len = sizeof id - 1;
  plugin.version.ptr = (const uint8_t *)version;
  plugin.version.len = sizeof version - 1;
  plugin.call = call;
  return &plugin;
}
