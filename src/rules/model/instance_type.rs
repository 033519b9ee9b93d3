//! EC2 instance types whose network-interface limits are known (rows `eni-…`).

use Architecture::{Arm64, X86_64};

/// The processor architecture, as the attribute `ecs.cpu-architecture` has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Architecture {
    /// Intel and AMD.
    X86_64,
    /// Graviton.
    Arm64,
}

impl Architecture {
    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            X86_64 => "x86_64",
            Arm64 => "arm64",
        }
    }
}

/// One EC2 instance type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InstanceType {
    /// As EC2 spells it.
    pub name: &'static str,
    /// Virtual processors; each is 1024 CPU units.
    pub vcpu: u32,
    /// The size that EC2 advertises; what the agent registers is somewhat less.
    pub memory_mib: u32,
    /// The processor architecture.
    pub architecture: Architecture,
    /// How many `awsvpc` tasks fit without ENI trunking: one interface is the host's own.
    pub task_enis: u32,
    /// How many fit with ENI trunking, where the type has it.
    pub task_enis_trunked: Option<u32>,
    /// GPUs.
    pub gpus: u32,
}

impl InstanceType {
    /// What the kernel says there is of the memory (row `resource-memory`): known of some
    /// types, taken for somewhat less than the whole of others (assumption 65).
    pub const fn kernel_memory_mib(&self) -> u32 {
        match self.memory_mib {
            4096 => 3705,
            whole => whole - whole / 64 - 79,
        }
    }
}

/// All of them, by name.
pub static INSTANCE_TYPES: [InstanceType; 46] = [
    plain("a1.medium", 1, 2, Arm64, 1, Some(10)),
    plain("c5.large", 2, 4, X86_64, 2, Some(10)),
    plain("c5.xlarge", 4, 8, X86_64, 3, Some(20)),
    plain("c5.2xlarge", 8, 16, X86_64, 3, Some(40)),
    plain("c5.4xlarge", 16, 32, X86_64, 7, Some(60)),
    plain("c5.9xlarge", 36, 72, X86_64, 7, Some(60)),
    plain("c5.12xlarge", 48, 96, X86_64, 7, Some(60)),
    plain("c5.18xlarge", 72, 144, X86_64, 14, Some(120)),
    plain("c5.24xlarge", 96, 192, X86_64, 14, Some(120)),
    plain("c6g.medium", 1, 2, Arm64, 1, Some(4)),
    plain("c6g.large", 2, 4, Arm64, 2, Some(10)),
    plain("c6g.xlarge", 4, 8, Arm64, 3, Some(20)),
    plain("c6g.2xlarge", 8, 16, Arm64, 3, Some(40)),
    InstanceType { gpus: 1, ..plain("g4dn.xlarge", 4, 16, X86_64, 2, None) },
    plain("m5.large", 2, 8, X86_64, 2, Some(10)),
    plain("m5.xlarge", 4, 16, X86_64, 3, Some(20)),
    plain("m5.2xlarge", 8, 32, X86_64, 3, Some(40)),
    plain("m5.4xlarge", 16, 64, X86_64, 7, Some(60)),
    plain("m5.8xlarge", 32, 128, X86_64, 7, Some(60)),
    plain("m5.12xlarge", 48, 192, X86_64, 7, Some(60)),
    plain("m5.16xlarge", 64, 256, X86_64, 14, Some(120)),
    plain("m5.24xlarge", 96, 384, X86_64, 14, Some(120)),
    plain("m6g.medium", 1, 4, Arm64, 1, Some(4)),
    plain("m6i.large", 2, 8, X86_64, 2, Some(10)),
    plain("m6i.xlarge", 4, 16, X86_64, 3, Some(20)),
    plain("m6i.2xlarge", 8, 32, X86_64, 3, Some(40)),
    plain("m6i.8xlarge", 32, 128, X86_64, 7, Some(90)),
    plain("m6i.12xlarge", 48, 192, X86_64, 7, Some(120)),
    InstanceType { gpus: 1, ..plain("p3.2xlarge", 8, 61, X86_64, 3, Some(40)) },
    InstanceType { gpus: 4, ..plain("p3.8xlarge", 32, 244, X86_64, 7, Some(60)) },
    InstanceType { gpus: 8, ..plain("p3.16xlarge", 64, 488, X86_64, 7, Some(120)) },
    plain("r5.large", 2, 16, X86_64, 2, Some(10)),
    plain("r5.xlarge", 4, 32, X86_64, 3, Some(20)),
    plain("r5.2xlarge", 8, 64, X86_64, 3, Some(40)),
    plain("r5.4xlarge", 16, 128, X86_64, 7, Some(60)),
    plain("r5.8xlarge", 32, 256, X86_64, 7, Some(60)),
    plain("r5.12xlarge", 48, 384, X86_64, 7, Some(60)),
    plain("r5.16xlarge", 64, 512, X86_64, 14, Some(120)),
    plain("r5.24xlarge", 96, 768, X86_64, 14, Some(120)),
    plain("t2.medium", 2, 4, X86_64, 2, None),
    plain("t3.micro", 2, 1, X86_64, 1, None),
    plain("t3.small", 2, 2, X86_64, 2, None),
    plain("t3.medium", 2, 4, X86_64, 2, None),
    plain("t3.large", 2, 8, X86_64, 2, None),
    plain("t3.xlarge", 4, 16, X86_64, 3, None),
    plain("t3.2xlarge", 8, 32, X86_64, 3, None),
];

/// A type without GPUs.
const fn plain(
    name: &'static str,
    vcpu: u32,
    memory_gib: u32,
    architecture: Architecture,
    task_enis: u32,
    task_enis_trunked: Option<u32>,
) -> InstanceType {
    InstanceType { name, vcpu, memory_mib: memory_gib * 1024, architecture, task_enis, task_enis_trunked, gpus: 0 }
}
