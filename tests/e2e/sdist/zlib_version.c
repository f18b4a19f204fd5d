#include <stdio.h>
#include <zlib.h>

int main(void) {
  puts(ZLIB_VERSION);
  return 0;
}
