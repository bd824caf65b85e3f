/* A reader of JSON that needs no memory: values are slices of the request, found by key and walked one after the other.
 * Written text grows in a buffer. */
#ifndef JSON_H
#define JSON_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "nianbao_plugin.h"

enum { JSON_MOST_DEPTH = 128 };

static inline const uint8_t *json_space(const uint8_t *p, const uint8_t *end) {
  while (p < end && (*p == ' ' || *p == '\t' || *p == '\n' || *p == '\r')) p++;
  return p;
}

/* The end of the value that begins at p, or NULL where there is none. */
static inline const uint8_t *json_skip(const uint8_t *p, const uint8_t *end, int depth) {
  p = json_space(p, end);
  if (p == end || depth > JSON_MOST_DEPTH) return NULL;
  if (*p == '"') {
    for (p++; p < end && *p != '"'; p++) {
      if (*p < 0x20) return NULL;
      if (*p == '\\' && ++p == end) return NULL;
    }
    return p < end ? p + 1 : NULL;
  }
  if (*p == '{' || *p == '[') {
    const int is_object = *p == '{';
    const uint8_t close = is_object ? '}' : ']';
    p = json_space(p + 1, end);
    if (p < end && *p == close) return p + 1;
    while (p < end) {
      if (is_object) {
        p = json_space(p, end);
        if (p == end || *p != '"' || !(p = json_skip(p, end, depth + 1))) return NULL;
        p = json_space(p, end);
        if (p == end || *p++ != ':') return NULL;
      }
      if (!(p = json_skip(p, end, depth + 1))) return NULL;
      p = json_space(p, end);
      if (p == end) return NULL;
      if (*p == close) return p + 1;
      if (*p++ != ',') return NULL;
    }
    return NULL;
  }
  const uint8_t *start = p;
  while (p < end && strchr("+-.0123456789abcdefghijklmnopqrstuvwxyzE", *p) && *p) p++;
  return p > start ? p : NULL;
}

/* Whether the whole text is one value. */
static inline int json_valid(nb_slice text) {
  const uint8_t *end = text.ptr + text.len;
  const uint8_t *p = text.len ? json_skip(text.ptr, end, 0) : NULL;
  return p && json_space(p, end) == end;
}

/* The value of a key in an object; an empty slice where there is none. Of valid JSON only. */
static inline nb_slice json_get(nb_slice object, const char *key) {
  const nb_slice none = {NULL, 0};
  const uint8_t *end = object.ptr + object.len;
  const uint8_t *p = object.len ? json_space(object.ptr, end) : NULL;
  if (!p || p == end || *p++ != '{') return none;
  while ((p = json_space(p, end)) < end && *p == '"') {
    const uint8_t *name = p + 1;
    p = json_skip(p, end, 0);
    const size_t length = (size_t)(p - name) - 1;
    const uint8_t *value = json_space(json_space(p, end) + 1, end);
    p = json_skip(value, end, 0);
    if (length == strlen(key) && memcmp(name, key, length) == 0) return (nb_slice){value, (size_t)(p - value)};
    p = json_space(p, end);
    if (p == end || *p++ != ',') return none;
  }
  return none;
}

/* The next value of an array. *at is 0 at first; the answer is 0 at the end. Of valid JSON only. */
static inline int json_next(nb_slice array, size_t *at, nb_slice *item) {
  const uint8_t *end = array.ptr + array.len;
  if (array.len == 0 || (*at == 0 && *array.ptr != '[')) return 0;
  const uint8_t *p = json_space(array.ptr + (*at ? *at : 1), end);
  if (p < end && *p == ',') p = json_space(p + 1, end);
  if (p == end || *p == ']') return 0;
  const uint8_t *after = json_skip(p, end, 0);
  if (!after) return 0;
  *item = (nb_slice){p, (size_t)(after - p)};
  *at = (size_t)(after - array.ptr);
  return 1;
}

/* Whether a value is written so, as "\"export\"" or "1" are. */
static inline int json_is(nb_slice value, const char *text) {
  return value.len == strlen(text) && memcmp(value.ptr, text, value.len) == 0;
}

/* Text that grows. A failed allocation is kept and told at the end. */
typedef struct buffer {
  uint8_t *ptr;
  size_t len, capacity;
  int failed;
} buffer;

static inline void put(buffer *to, const void *bytes, size_t len) {
  if (to->failed || len == 0) return;
  if (len > to->capacity - to->len) {
    const size_t capacity = (to->capacity + len) * 2;
    uint8_t *grown = realloc(to->ptr, capacity);
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

static inline void put_text(buffer *to, const char *text) { put(to, text, strlen(text)); }

static inline void put_character(buffer *to, unsigned long c) {
  uint8_t bytes[4];
  if (c < 0x80) {
    bytes[0] = (uint8_t)c;
    put(to, bytes, 1);
  } else if (c < 0x800) {
    bytes[0] = (uint8_t)(0xC0 | c >> 6), bytes[1] = (uint8_t)(0x80 | (c & 0x3F));
    put(to, bytes, 2);
  } else if (c < 0x10000) {
    bytes[0] = (uint8_t)(0xE0 | c >> 12), bytes[1] = (uint8_t)(0x80 | (c >> 6 & 0x3F));
    bytes[2] = (uint8_t)(0x80 | (c & 0x3F));
    put(to, bytes, 3);
  } else {
    bytes[0] = (uint8_t)(0xF0 | c >> 18), bytes[1] = (uint8_t)(0x80 | (c >> 12 & 0x3F));
    bytes[2] = (uint8_t)(0x80 | (c >> 6 & 0x3F)), bytes[3] = (uint8_t)(0x80 | (c & 0x3F));
    put(to, bytes, 4);
  }
}

static inline unsigned long json_hex(const uint8_t *p) {
  char digits[5] = {(char)p[0], (char)p[1], (char)p[2], (char)p[3], 0};
  return strtoul(digits, NULL, 16);
}

/* Adds what a string says. Of anything else, nothing. */
static inline void put_string(buffer *to, nb_slice value) {
  if (value.len < 2 || *value.ptr != '"') return;
  const uint8_t *p = value.ptr + 1, *end = value.ptr + value.len - 1;
  while (p < end) {
    const uint8_t *start = p;
    while (p < end && *p != '\\') p++;
    put(to, start, (size_t)(p - start));
    if (p + 1 >= end) break;
    p += 2;
    switch (p[-1]) {
      case 'n': put_text(to, "\n"); break;
      case 't': put_text(to, "\t"); break;
      case 'r': put_text(to, "\r"); break;
      case 'b': put_text(to, "\b"); break;
      case 'f': put_text(to, "\f"); break;
      case 'u':
        if (end - p >= 4) {
          unsigned long c = json_hex(p);
          p += 4;
          if (c >= 0xD800 && c < 0xDC00 && end - p >= 6 && p[0] == '\\' && p[1] == 'u') {
            c = 0x10000 + ((c - 0xD800) << 10) + (json_hex(p + 2) - 0xDC00);
            p += 6;
          }
          put_character(to, c);
        }
        break;
      default: put(to, p - 1, 1);
    }
  }
}

/* Adds a text as a JSON string. */
static inline void put_quoted(buffer *to, const uint8_t *text, size_t len) {
  put_text(to, "\"");
  for (size_t i = 0; i < len; i++) {
    char escaped[8];
    if (text[i] == '"' || text[i] == '\\') {
      put_text(to, "\\");
      put(to, text + i, 1);
    } else if (text[i] < 0x20) {
      snprintf(escaped, sizeof escaped, "\\u%04x", (unsigned)text[i]);
      put_text(to, escaped);
    } else {
      put(to, text + i, 1);
    }
  }
  put_text(to, "\"");
}

#endif /* JSON_H */
