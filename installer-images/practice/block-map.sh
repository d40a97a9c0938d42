#!/bin/bash
# Prints the block map (bmap 2.0, as bmaptool reads it) of an image, given the ranges that are not empty:
#   block-map.sh IMAGE [BYTE-OFFSET BYTES]...      in their order, without overlap
# A writer may leave out what is in no range. Ranges are widened to blocks of 4096 bytes.
set -euo pipefail
image=$1
shift
block=4096
size=$(stat -L -c %s "$image")
blocks=$(((size + block - 1) / block))
ranges='' mapped=0 next=0
while [ $# -gt 0 ]; do
  first=$(($1 / block)) last=$((($1 + $2 - 1) / block))
  shift 2
  [ "$first" -ge "$next" ] || first=$next
  [ "$last" -ge "$first" ] || continue
  count=$((last - first + 1))
  sum=$(dd if="$image" bs="$block" skip="$first" count="$count" status=none | sha256sum | cut -d ' ' -f 1)
  ranges+="    <Range chksum=\"$sum\"> $first-$last </Range>"$'\n'
  mapped=$((mapped + count)) next=$((last + 1))
done
zeros=$(printf '0%.0s' {1..64})
map() { # CHECKSUM
  cat <<XML
<?xml version="1.0" ?>
<bmap version="2.0">
  <ImageSize> $size </ImageSize>
  <BlockSize> $block </BlockSize>
  <BlocksCount> $blocks </BlocksCount>
  <MappedBlocksCount> $mapped </MappedBlocksCount>
  <ChecksumType> sha256 </ChecksumType>
  <BmapFileChecksum> $1 </BmapFileChecksum>
  <BlockMap>
$ranges  </BlockMap>
</bmap>
XML
}
# Its own checksum is that of the file with zeros in its place.
map "$(map "$zeros" | sha256sum | cut -d ' ' -f 1)"
