/** A block device as lsblk and the kernel tell of it: drives, partitions, and what is made of them. */
export interface BlockDevice {
  /** Of the kernel: `sda1`, `dm-0`. Unique. */
  readonly name: string;
  readonly path: string;
  /** As lsblk has it: `disk`, `part`, `lvm`, `crypt`, `raid1`, `mpath`, `loop`, `rom` … */
  readonly type: string;
  /** `8:1`. */
  readonly majMin: string;
  /** The kernel's count of drives that came; null where it does not tell. */
  readonly diskSeq: number | null;
  readonly bytes: number;
  readonly readOnly: boolean;
  /** The kernel's flag: the medium can be taken out. USB cases of disks do not have it, hot-swap bays may. */
  readonly removable: boolean;
  /** lsblk's guess: true for all of USB and of MMC, soldered or not. */
  readonly hotplug: boolean;
  /** `usb`, `nvme`, `sata`, `mmc` …; null where lsblk does not tell. */
  readonly bus: string | null;
  /** From the device up to the machine: `block`, `scsi`, `usb`, `pci`. */
  readonly subsystems: readonly string[];
  readonly vendor: string;
  readonly model: string;
  readonly serial: string | null;
  /** `vfat`, `crypto_LUKS`, `LVM2_member` …; empty where nothing was recognised. */
  readonly fsType: string;
  readonly label: string;
  /** Of the file system. Those that lie on several devices have the same on each. */
  readonly uuid: string;
  /** Where it is mounted, as lsblk tells it; `[SWAP]` for swap in use. */
  readonly mounts: readonly string[];
  /** Names of the devices it lies on: of a partition its drive, of a mirror its members. */
  readonly on: readonly string[];
  /** The file that a loop device shows. */
  readonly backFile: string | null;
  /** What the card's controller says: a card, or a chip on the board. */
  readonly mmcType: 'SD' | 'MMC' | null;
  /** Megabits a second of the USB port; null elsewhere. */
  readonly usbSpeed: number | null;
}

/** A line of the kernel's table of mounts. */
export interface Mount {
  /** Device number; one that begins with `0:` belongs to no device. */
  readonly majMin: string;
  /** `/dev/sda2`, `tank/home`, `tmpfs` … */
  readonly source: string;
  readonly target: string;
  readonly fsType: string;
}

/** What this machine's storage looks like at one instant. */
export interface Machine {
  readonly devices: readonly BlockDevice[];
  /** Empty where only lsblk was asked: what it says of mounts is in the devices. */
  readonly mounts: readonly Mount[];
  /** Devices and files in use as swap. */
  readonly swaps: readonly string[];
  /** Pools of ZFS that are imported; null where nobody could tell. */
  readonly zfsPools: readonly string[] | null;
}

/** What the drives are wanted for, and what must not be lost meanwhile. */
export interface DriveNeeds {
  /** How much a drive must hold; null where no image is chosen. */
  readonly imageBytes: number | null;
  /** The image file, without links; null where none is chosen. */
  readonly image: string | null;
  /** Folders of fleets, and of Snowfleet's own state, without links. */
  readonly fleets: readonly string[];
  readonly states: readonly string[];
  /** Paths of drives that are being written. */
  readonly writing: readonly string[];
  /** Loop devices are drives too: for tests. */
  readonly allowLoops: boolean;
}

/** Nothing is wanted but a look. */
export const NO_NEEDS: DriveNeeds = {
  imageBytes: null,
  image: null,
  fleets: [],
  states: [],
  writing: [],
  allowLoops: false,
};
