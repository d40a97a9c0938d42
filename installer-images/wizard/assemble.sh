#!/bin/sh
# Prints the wizard as one program: assemble.sh > snowfleet-install
cd "$(dirname "$0")" && exec cat talk.sh disks.sh guided.sh network.sh finish.sh main.sh
