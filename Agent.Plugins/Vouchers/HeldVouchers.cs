using Agent.Plugins.Platforms;
using Agent.Plugins.Storage;

namespace Agent.Plugins.Vouchers;

/// <summary>The vouchers that a person may use now: the platforms' own and those of our campaigns, without any that is held for an order or redeemed by one.</summary>
/// <param name="Free">By code.</param>
/// <param name="InUse">The person's own of our campaigns that an order holds or has used.</param>
/// <param name="Unreachable">Platforms that could not say.</param>
internal sealed record HeldVouchers(IReadOnlyList<Voucher> Free, IReadOnlyList<Voucher> InUse, IReadOnlyList<PlatformInfo> Unreachable)
{
    public static async Task<HeldVouchers> GatherAsync(TurnContext turn, PlatformDirectory platforms, IDatabase database, CancellationToken cancellationToken)
    {
        var answers = await platforms.AskAsync(_ => true, (p, token) => p.ListVouchersAsync(turn.PersonId, token), cancellationToken);
        var (purse, used) = await database.ReadAsync(tx => (VoucherPurse.List(tx, turn.PersonId), VoucherUses.InUse(tx, turn.PersonId)), cancellationToken);
        // A platform speaks for its own vouchers only.
        var own = answers.SelectMany(a => (a.Value ?? []).Where(v => v.PlatformId == a.Platform.Id));
        Voucher[] all = [.. purse.Concat(own).DistinctBy(v => v.Code, StringComparer.Ordinal).OrderBy(v => v.Code, StringComparer.Ordinal)];
        return new HeldVouchers(
            [.. all.Where(v => !used.Contains(v.Code) && v.ValidUntil > turn.Now)],
            [.. all.Where(v => used.Contains(v.Code))],
            [.. answers.Where(a => !a.Answered).Select(a => a.Platform)]);
    }

    /// <summary>Those that a platform takes.</summary>
    public IEnumerable<Voucher> On(string platformId) => Free.Where(v => v.PlatformId is null || v.PlatformId == platformId);
}
