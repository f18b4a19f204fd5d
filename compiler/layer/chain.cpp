#include "layer/chain.hpp"

#include <utility>

namespace envc::scheduling {
namespace {

String joined(String a, String b) {
  a.worth = then(a.worth, b.worth);
  a.index = index(a.worth);
  a.jobs.splice(a.jobs.end(), b.jobs);
  return a;
}

String take(Chain& chain, Chain::iterator which) {
  return std::move(chain.extract(which).value());
}

}  // namespace

Chain chain_of(std::uint32_t job, const Worth& worth) {
  Chain chain;
  chain.insert({worth, index(worth), {job}});
  return chain;
}

Chain in_parallel(Chain a, Chain b) {
  if (a.size() < b.size()) std::swap(a, b);  // the smaller into the larger: n log² n in all
  a.merge(b);
  return a;
}

Chain in_series(Chain a, Chain b) {
  if (a.empty() || b.empty()) return in_parallel(std::move(a), std::move(b));
  if (std::prev(a.end())->index > b.begin()->index) return in_parallel(std::move(a), std::move(b));
  String middle = joined(take(a, std::prev(a.end())), take(b, b.begin()));
  for (bool joining = true; joining;) {
    joining = false;
    if (!a.empty() && std::prev(a.end())->index <= middle.index) {
      middle = joined(take(a, std::prev(a.end())), std::move(middle));
      joining = true;
    }
    if (!b.empty() && middle.index <= b.begin()->index) {
      middle = joined(std::move(middle), take(b, b.begin()));
      joining = true;
    }
  }
  a.insert(std::move(middle));
  return in_parallel(std::move(a), std::move(b));
}

Worth worth(const Chain& chain) {
  Worth all;
  for (const String& string : chain) all = then(all, string.worth);
  return all;
}

}  // namespace envc::scheduling
