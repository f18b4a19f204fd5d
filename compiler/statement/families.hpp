// The families of statements: each file gives its rows, table.cpp puts them together.
#pragma once

#include "statement/statement.hpp"

#include <span>

namespace envc {

/// What only the whole file can tell, after all statements: relative targets of `copy`, the places of jobs, what a
/// cluster can take.
void settle_steps(Checking&);
void settle_jobs(Checking&);
void settle_clusters(Checking&);

std::span<const StatementRow> base_rows();         ///< project image ubuntu debian cuda base python arch
std::span<const StatementRow> container_rows();    ///< user shell port entrypoint command
std::span<const StatementRow> environment_rows();  ///< env pythonpath timezone locale workdir label
std::span<const StatementRow> job_rows();          ///< job, and what only a job holds: on time …
std::span<const StatementRow> later_rows();        ///< known words that answer `not-supported-yet`
std::span<const StatementRow> mount_rows();        ///< mount display gpus slurm: above places, in them, in jobs
std::span<const StatementRow> name_rows();         ///< let allow
std::span<const StatementRow> package_rows();      ///< apt conda pip
std::span<const StatementRow> place_rows();        ///< place, and what only a place holds: images driver
std::span<const StatementRow> resource_rows();     ///< nodes tasks cpus mem array: in jobs
std::span<const StatementRow> step_rows();         ///< copy file run download git check

}  // namespace envc
