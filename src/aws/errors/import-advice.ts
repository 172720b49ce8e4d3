/**
 * What to do about a failed import, by the message of its task. `undefined` if the message is enough. Of messages that
 * vary, only the constant part is matched. (VM Import/Export User Guide, "Troubleshooting VM Import/Export")
 */
export function importAdvice(message: string): string | undefined {
  return ADVICE.find(([words]) => words.test(message))?.[1];
}

const ADVICE: readonly (readonly [words: RegExp, advice: string])[] = [
  [
    /Unsupported VMDK/i,
    'Export the VMDK stream-optimized, or convert it to RAW or VHD (qemu-img convert -O raw). Upload it and submit the request again.',
  ],
  [/chunked disk files|OVF file pars/i, 'Export the machine again as an OVA with each disk in one file.'],
  [
    /access to the given resource|403 Forbidden|Access ?Denied/i,
    'Let the role vmimport read the bucket (s3:GetBucketLocation, s3:GetObject, s3:ListBucket) and, if the object is encrypted with a KMS key, decrypt with that key. Then press Retry.',
  ],
  [
    /Unsupported kernel version/i,
    'Start the machine with the kernel of its distribution, one that AWS lists for VM Import/Export, and export it again.',
  ],
  [
    /Unknown OS|Missing OS files|Unsupported (Windows|OS|operating system)/i,
    'EC2 does not know the system, or it is not one that AWS lists for VM Import/Export. Use AWS Application Migration Service instead.',
  ],
  [
    /FirstBootFailure|Booter Networking/i,
    'The machine did not start on EC2. Before you export it, let it use DHCP, turn off firewall and virus scanner, keep one system to boot, and revert hardening.',
  ],
  [
    /No bootable partition|Multiple (different|directories)|fstab|grub/i,
    'Export a machine with one operating system, whose disk boots without input.',
  ],
  [/initramfs|initrd/i, 'Rebuild the initramfs of the machine, and export it again.'],
  [
    /Footers not|invalid length|compression algorithm|Disk validation failed|Logical volume/i,
    'The file is damaged, or its format does not match its extension. Export the machine again, and upload the new file.',
  ],
  [/^ServerError|internal error/i, 'AWS failed internally. Press Retry.'],
];
