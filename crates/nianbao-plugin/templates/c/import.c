/* Reads the format `@FORMAT@`: lines of text, `# ` before headings, and tables as lines with tabs. */
#include "json.h"

typedef struct reader {
  buffer out;
  /* The row of the table that is being read, or -1 outside of one. */
  long row;
  long columns;
  int has_blocks;
} reader;

static void begin_block(reader *r) {
  put_text(&r->out, r->has_blocks ? "," : "");
  r->has_blocks = 1;
}

static void end_table(reader *r) {
  char end[64];
  if (r->row < 0) return;
  snprintf(end, sizeof end, "],\"rows\":%ld,\"columns\":%ld}", r->row + 1, r->columns);
  put_text(&r->out, end);
  r->row = -1;
}

static void put_at(reader *r, long number) {
  char at[48];
  snprintf(at, sizeof at, ",\"at\":\"line %ld\"}", number);
  put_text(&r->out, at);
}

static void put_row(reader *r, const uint8_t *line, size_t len, long number) {
  if (r->row < 0) {
    begin_block(r);
    put_text(&r->out, "{\"kind\":\"grid\",\"cells\":[");
    r->columns = 0;
  }
  r->row++;
  long column = 0;
  for (const uint8_t *end = line + len; line <= end; column++) {
    const uint8_t *tab = memchr(line, '\t', (size_t)(end - line));
    const uint8_t *after = tab ? tab : end;
    char head[96];
    const char *comma = r->row || column ? "," : "";
    snprintf(head, sizeof head, "%s{\"row\":%ld,\"column\":%ld,\"text\":", comma, r->row, column);
    put_text(&r->out, head);
    put_quoted(&r->out, line, (size_t)(after - line));
    put_at(r, number);
    line = after + 1;
  }
  if (column > r->columns) r->columns = column;
}

static void put_line(reader *r, const uint8_t *line, size_t len, long number) {
  if (len && line[len - 1] == '\r') len--;
  if (memchr(line, '\t', len)) {
    put_row(r, line, len, number);
    return;
  }
  end_table(r);
  begin_block(r);
  const int is_heading = len >= 2 && line[0] == '#' && line[1] == ' ';
  put_text(&r->out, is_heading ? "{\"kind\":\"heading\",\"level\":1,\"text\":" : "{\"kind\":\"paragraph\",\"text\":");
  put_quoted(&r->out, line + (is_heading ? 2 : 0), len - (is_heading ? 2 : 0));
  put_at(r, number);
}

/* Whether the bytes are text in UTF-8, as JSON wants it. */
static int is_utf8(const uint8_t *p, size_t len) {
  for (const uint8_t *end = p + len; p < end;) {
    const int more = *p < 0x80 ? 0 : *p >= 0xC2 && *p < 0xE0 ? 1 : (*p & 0xF0) == 0xE0 ? 2 : *p >= 0xF0 && *p < 0xF5 ? 3 : -1;
    if (more < 0 || end - p <= more || *p == 0) return 0;
    const unsigned lead = *p, second = more ? p[1] : 0x80;
    if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F)) return 0;
    if ((lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F)) return 0;
    for (int i = 1; i <= more; i++) {
      if ((p[i] & 0xC0) != 0x80) return 0;
    }
    p += more + 1;
  }
  return 1;
}

static int32_t refuse(const nb_host_v1 *host, nb_slice id, int in_chinese) {
  buffer error = {0};
  put_text(&error, "{\"nb\":1,\"type\":\"error\",\"id\":");
  put(&error, id.ptr, id.len);
  put_text(&error, ",\"error\":{\"code\":\"not_text\",\"message\":\"");
  put_text(&error, in_chinese ? "文件不是 UTF-8 编码的文字" : "the file is no text in UTF-8");
  put_text(&error, "\"}}");
  const int stop = !error.failed && host->emit(host->ctx, NB_EMIT_ERROR, 0, error.ptr, error.len) != 0;
  free(error.ptr);
  return stop ? NB_STOPPED : NB_FAILED;
}

static int32_t NB_CALL call(const nb_host_v1 *host, const uint8_t *request, size_t request_len, const nb_slice *blobs,
                            size_t blob_count) {
  const nb_slice message = {request, request_len};
  if (!json_valid(message) || !json_is(json_get(message, "type"), "\"call\"")) return NB_BAD_REQUEST;
  if (!json_is(json_get(message, "nb"), "1")) return NB_UNSUPPORTED;
  if (!json_is(json_get(message, "operation"), "\"import\"")) return NB_UNSUPPORTED;
  const nb_slice id = json_get(message, "id");
  if (blob_count == 0 || id.len == 0) return NB_BAD_REQUEST;
  const nb_slice file = blobs[0];
  if (file.len && !is_utf8(file.ptr, file.len)) return refuse(host, id, json_is(json_get(message, "language"), "\"zh\""));

  reader r = {{0}, -1, 0, 0};
  put_text(&r.out, "{\"nb\":1,\"type\":\"result\",\"id\":");
  put(&r.out, id.ptr, id.len);
  put_text(&r.out, ",\"document\":{\"schema\":\"nianbao-document/1\",\"blocks\":[");
  long number = 1;
  for (size_t at = 0; at < file.len; number++) {
    const uint8_t *feed = memchr(file.ptr + at, '\n', file.len - at);
    const size_t len = feed ? (size_t)(feed - file.ptr) - at : file.len - at;
    put_line(&r, file.ptr + at, len, number);
    at += len + 1;
  }
  end_table(&r);
  put_text(&r.out, "]}}");
  int32_t status = NB_FAILED;
  if (!r.out.failed) {
    status = host->emit(host->ctx, NB_EMIT_RESPONSE, 0, r.out.ptr, r.out.len) == 0 ? NB_OK : NB_STOPPED;
  }
  free(r.out.ptr);
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
