/* Writes the figures of a report as CSV: a line each, with the names of its row and column, its id and its value.
 *
 * The figures come from the document's tables, where they are texts with all their digits. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "nianbao_plugin.h"

/* Text that grows. A failed allocation is kept and told at the end. */
typedef struct buffer {
  char *ptr;
  size_t len, capacity;
  int failed;
} buffer;

static void put(buffer *to, const char *bytes, size_t len) {
  if (to->failed || len == 0) return;
  if (len > to->capacity - to->len) {
    const size_t capacity = (to->capacity + len) * 2;
    char *grown = realloc(to->ptr, capacity);
    if (!grown) {
      to->failed = 1;
      return;
    }
    to->ptr = grown;
    to->capacity = capacity;
  }
  memcpy(to->ptr + to->len, bytes, len);
  to->len += len;
}

static void put_text(buffer *to, const char *text) { put(to, text, strlen(text)); }

/* A field in quotes, with the quotes in it doubled. */
static void put_field(buffer *to, const char *text, size_t len) {
  put_text(to, "\"");
  for (size_t i = 0; i < len; i++) put(to, text[i] == '"' ? "\"\"" : text + i, text[i] == '"' ? 2 : 1);
  put_text(to, "\"");
}

static void put_string(buffer *to, const json_t *string) {
  if (json_is_string(string)) {
    put_field(to, json_string_value(string), json_string_length(string));
  } else {
    put_text(to, "\"\"");
  }
}

static void put_cell(buffer *to, const json_t *cell, const char *separator) {
  buffer headers = {0};
  size_t index;
  json_t *header;
  json_array_foreach(json_object_get(cell, "headers"), index, header) {
    if (index > 0) put_text(&headers, " / ");
    if (json_is_string(header)) put(&headers, json_string_value(header), json_string_length(header));
  }
  put_field(to, headers.ptr, headers.len);
  to->failed |= headers.failed;
  free(headers.ptr);
  put_text(to, separator);
  put_string(to, json_object_get(cell, "id"));
  put_text(to, separator);
  put_string(to, json_object_get(cell, "text"));
  put_text(to, "\r\n");
}

static const char *separator_of(const json_t *options) {
  const char *name = json_string_value(json_object_get(options, "separator"));
  if (name && strcmp(name, "semicolon") == 0) return ";";
  return name && strcmp(name, "tab") == 0 ? "\t" : ",";
}

static void put_document(buffer *to, const json_t *document, const json_t *options) {
  const char *separator = separator_of(options);
  if (!json_is_false(json_object_get(options, "bom"))) put_text(to, "\xEF\xBB\xBF");
  put_text(to, "项目");
  put_text(to, separator);
  put_text(to, "编号");
  put_text(to, separator);
  put_text(to, "数值\r\n");
  size_t block_index, cell_index;
  json_t *block, *cell;
  json_array_foreach(json_object_get(document, "blocks"), block_index, block) {
    json_array_foreach(json_object_get(block, "cells"), cell_index, cell) {
      if (json_is_string(json_object_get(cell, "id"))) put_cell(to, cell, separator);
    }
  }
}

static int32_t export(const nb_host_v1 *host, const json_t *message) {
  const json_t *document = json_object_get(message, "document");
  json_t *id = json_object_get(message, "id");
  if (!json_is_object(document) || !json_is_integer(id)) return NB_BAD_REQUEST;
  buffer file = {0};
  put_document(&file, document, json_object_get(message, "options"));
  json_t *result = json_pack("{s:i, s:s, s:O}", "nb", 1, "type", "result", "id", id);
  char *response = result ? json_dumps(result, JSON_COMPACT) : NULL;
  int32_t status = NB_STOPPED;
  if (file.failed || !response) {
    status = NB_FAILED;
  } else if (host->emit(host->ctx, NB_EMIT_BLOB, 0, (const uint8_t *)file.ptr, file.len) == 0 &&
             host->emit(host->ctx, NB_EMIT_RESPONSE, 0, (const uint8_t *)response, strlen(response)) == 0) {
    status = NB_OK;
  }
  free(response);
  json_decref(result);
  free(file.ptr);
  return status;
}

static int32_t NB_CALL call(const nb_host_v1 *host, const uint8_t *request, size_t request_len, const nb_slice *blobs,
                            size_t blob_count) {
  (void)blobs, (void)blob_count;
  json_t *message = json_loadb((const char *)request, request_len, JSON_ALLOW_NUL, NULL);
  const char *type = json_string_value(json_object_get(message, "type"));
  const char *operation = json_string_value(json_object_get(message, "operation"));
  int32_t status;
  if (!type || strcmp(type, "call") != 0) {
    status = NB_BAD_REQUEST;
  } else if (json_integer_value(json_object_get(message, "nb")) != 1) {
    status = NB_UNSUPPORTED;
  } else if (!operation || strcmp(operation, "export") != 0) {
    status = NB_UNSUPPORTED;
  } else {
    status = export(host, message);
  }
  json_decref(message);
  return status;
}

#define ID "cells-csv"
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
