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
        var used = VoucherBook.Used(tx, personId);
        return
        [
            .. Of(personId)
                .Where(v => !used.Contains(v.Code) && !IsExhausted(tx, personId, v))
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
            var own = Find(personId, voucher.Code);
            if (own is not null && used.Contains(own.Code)) return refusal with { Code = RefusalCode.VoucherUsed };
            if (own is not null && IsExhausted(tx, personId, own)) return refusal with { Code = RefusalCode.VoucherLimit, Count = own.Terms!.Limit!.Orders };
            if (own is null && voucher.PlatformId is { } other && other != profile.Id) return refusal with { Code = RefusalCode.VoucherNotUsable };
            if (own is null && (voucher.PlatformId is not null || voucher.Terms is null)) return refusal;
            resolved.Add(own ?? voucher);
        }

        return Outcome.Of<IReadOnlyList<Voucher>>(resolved);
    }

    /// <summary>Why one of the person's own cannot be used for one more order, whatever its quote said; null when it can.</summary>
    public Refusal? CheckAgain(ITransaction tx, string personId, string code, string title)
    {
        if (Find(personId, code) is not { } own) return null;
        var refusal = new Refusal(RefusalCode.VoucherUsed) { Subject = title, Platform = profile.Name };
        if (VoucherBook.Used(tx, personId).Contains(code)) return refusal;
        if (IsExhausted(tx, personId, own)) return refusal with { Code = RefusalCode.VoucherLimit, Count = own.Terms!.Limit!.Orders };
        return own.Terms!.FirstOrderOnly && OrderBook.HasOrdered(tx, profile.Id, personId) ? refusal with { Code = RefusalCode.VoucherFirstOrder } : null;
    }

    public bool IsOwn(string personId, string code) => Find(personId, code) is not null;

    private Voucher? Find(string personId, string code) => Of(personId).FirstOrDefault(v => string.Equals(v.Code, code, StringComparison.Ordinal));

    private bool IsExhausted(ITransaction tx, string personId, Voucher voucher)
    {
        if (voucher.Terms?.Limit is not { } limit) return false;
        var counted = Of(personId).Where(v => v.Terms?.Limit?.Name == limit.Name).Select(v => v.Code).ToHashSet(StringComparer.Ordinal);
        var orders = VoucherBook.Orders(tx, personId, profile.Id).Where(u => counted.Contains(u.Code)).Select(u => u.OrderId).Distinct(StringComparer.Ordinal);
        if (limit.PerDay) orders = orders.Where(id => DayOf(OrderBook.Find(tx, profile.Id, id)!.Plan[0].At) == DayOf(clock.GetUtcNow()));
        return orders.Count() >= limit.Orders;
    }

    private static DateTime DayOf(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, SandboxClock.City).Date;

    private IEnumerable<Voucher> Of(string personId) => profile.Vouchers.Where(h => h.PersonId == personId).Select(h => h.Voucher);
}
