using Agent.Plugins;
using Agent.Plugins.Storage;
using Agent.Plugins.Vouchers;
using Agent.Sandbox.Catalogue;
using Agent.Sandbox.Storage;

namespace Agent.Sandbox.Platforms;

/// <summary>A platform's own vouchers: who holds them, what they are worth, and what of that is told.</summary>
internal sealed class PlatformVouchers(PlatformProfile profile, SandboxClock clock)
{
    public IReadOnlyList<Voucher> Held(ITransaction tx, string personId)
    {
        var (used, now) = (VoucherBook.Used(tx, personId), clock.GetUtcNow());
        return
        [
            .. Of(personId)
                .Where(v => !used.Contains(v.Code) && now < v.ValidUntil)
                .OrderBy(v => v.Code, StringComparer.Ordinal)
                .Select(v => profile.PublishesVoucherTerms ? v : v with { Terms = null }),
        ];
    }

    /// <summary>The vouchers of a request with the terms that hold: the platform's own are looked up, a campaign's come with theirs.</summary>
    public Outcome<IReadOnlyList<Voucher>> Resolve(ITransaction tx, string personId, IReadOnlyList<Voucher> asked, Language language)
    {
        var used = VoucherBook.Used(tx, personId);
        var resolved = new List<Voucher>(asked.Count);
        foreach (var voucher in asked.DistinctBy(v => v.Code, StringComparer.Ordinal))
        {
            var refusal = new Refusal(RefusalCode.VoucherUnknown) { Subject = voucher.Title.In(language), Platform = profile.Name };
            var own = Of(personId).FirstOrDefault(v => string.Equals(v.Code, voucher.Code, StringComparison.Ordinal));
            if (own is not null && used.Contains(own.Code)) return refusal with { Code = RefusalCode.VoucherUsed };
            if (own is null && voucher.PlatformId is { } other && other != profile.Id) return refusal with { Code = RefusalCode.VoucherNotUsable };
            if (own is null && (voucher.PlatformId is not null || voucher.Terms is null)) return refusal;
            resolved.Add(own ?? voucher);
        }

        return Outcome.Of<IReadOnlyList<Voucher>>(resolved);
    }

    public bool IsOwn(string personId, string code) => Of(personId).Any(v => string.Equals(v.Code, code, StringComparison.Ordinal));

    private IEnumerable<Voucher> Of(string personId) => profile.Vouchers.Where(h => h.PersonId == personId).Select(h => h.Voucher);
}
