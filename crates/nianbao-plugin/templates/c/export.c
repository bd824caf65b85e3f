/* Writes the format `@FORMAT@`: the title, then headings and paragraphs, and tables as lines with tabs. */
#include "json.h"

static void put_table(buffer *to, nb_slice grid) {
  nb_slice cell;
  long row = 0;
  const nb_slice cells = json_get(grid, "cells");
  for (size_t at = 0; json_next(cells, &at, &cell);) {
    for (const long own = strtol((const char *)json_get(cell, "row").ptr, NULL, 10); row < own; row++) put_text(to, "\n");
    put_string(to, json_get(cell, "text"));
    put_text(to, "\t");
  }
  put_text(to, "\n");
}

static void put_document(buffer *to, nb_slice document) {
  put_string(to, json_get(document, "title"));
  put_text(to, "\n");
  nb_slice block;
  const nb_slice blocks = json_get(document, "blocks");
  for (size_t at = 0; json_next(blocks, &at, &block);) {
    const nb_slice kind = json_get(block, "kind");
    if (json_is(kind, "\"grid\"")) {
      put_table(to, block);
    } else {
      put_text(to, json_is(kind, "\"heading\"") ? "# " : "");
      put_string(to, json_get(block, "text"));
      put_text(to, "\n");
    }
  }
}

static int32_t NB_CALL call(const nb_host_v1 *host, const uint8_t *request, size_t request_len, const nb_slice *blobs,
                            size_t blob_count) {
  (void)blobs, (void)blob_count;
  const nb_slice message = {request, request_len};
  if (!json_valid(message) || !json_is(json_get(message, "type"), "\"call\"")) return NB_BAD_REQUEST;
  if (!json_is(json_get(message, "nb"), "1")) return NB_UNSUPPORTED;
  if (!json_is(json_get(message, "operation"), "\"export\"")) return NB_UNSUPPORTED;
  const nb_slice document = json_get(message, "document"), id = json_get(message, "id");
  if (document.len == 0 || id.len == 0) return NB_BAD_REQUEST;

  buffer file = {0}, response = {0};
  put_document(&file, document);
  put_text(&response, "{\"nb\":1,\"type\":\"result\",\"id\":");
  put(&response, id.ptr, id.len);
  put_text(&response, "}");
  int32_t status = NB_STOPPED;
  if (file.failed || response.failed) {
    status = NB_FAILED;
  } else if (host->emit(host->ctx, NB_EMIT_BLOB, 0, file.ptr, file.len) == 0 &&
             host->emit(host->ctx, NB_EMIT_RESPONSE, 0, response.ptr, response.len) == 0) {
    status = NB_OK;
  }
  free(file.ptr);
  free(response.ptr);
  return status;
}

#define ID "@NAME@"
#define VERSION "0.1.0"

NB_EXPORT const nb_plugin_v1 *NB_CALL nianbao_plugin_v1(void) {
  static const nb_plugin_v1 plugin = {
      sizeof(nb_plugin_v1),
      {(const uint8_t *)ID, sizeof ID - 1},
      {(const uint8_t *)VERSION, sizeof VERSION - 1},
      call,
  };
  return &plugin;
}
