// Statements of the language that answer `not-supported-yet`. The list only shrinks.
#include "statement/families.hpp"

#include <array>

namespace envc {
namespace {

constexpr std::array rows = {
    StatementRow{{"after"}, in_job, "after JOB…", "start when other jobs are done", "after prepare"},
    StatementRow{{"apt-repo"},
                 at_file,
                 "apt-repo URL SUITE COMPONENT…",
                 "a further source of apt packages",
                 "apt-repo https://example.org/debian stable main"},
    StatementRow{{"engine"}, in_place, "engine NAME", "what runs containers there", "engine pyxis"},
    StatementRow{{"host"}, in_place, "host NAME", "the machine's name", "host login.cluster.example"},
    StatementRow{{"launcher"}, in_job, "launcher NAME", "what starts the ranks", "launcher torchrun"},
    StatementRow{{"module"}, in_place, "module NAME…", "environment modules to load", "module cuda"},
    StatementRow{{"patch", BodyKind::text}, at_file, "patch PATH", "a patch of files in the image", "patch /opt/src"},
    StatementRow{
        {"platform", BodyKind::items}, at_file, "platform NAME…", "processors to build for", "platform amd64 arm64"},
    StatementRow{{"requeue"}, in_job, "requeue", "start again after a node failed", "requeue"},
    StatementRow{{"signal"}, in_job, "signal NAME TIME", "warn before the time is over", "signal USR1 5m"},
    StatementRow{{"stage", BodyKind::statements},
                 at_file,
                 "stage NAME [from STAGE|IMAGE]",
                 "an image on the side, to copy from",
                 "stage build"},
    StatementRow{{"sweep", BodyKind::items},
                 in_job,
                 "sweep NAME=VALUE,VALUE…",
                 "one task for each combination",
                 "sweep lr=1e-3,1e-4"},
    StatementRow{{"use"}, at_file, "use MODULE [WORD…]", "a module of the same language", "use ./lab/common.env"},
    StatementRow{{"variant", BodyKind::statements},
                 at_file,
                 "variant NAME",
                 "another environment of the same file",
                 "variant cpu"},
};

}  // namespace

std::span<const StatementRow> later_rows() {
  return rows;
}

}  // namespace envc
