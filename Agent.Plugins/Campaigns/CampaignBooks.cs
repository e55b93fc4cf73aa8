using Agent.Plugins.Orders;
using Agent.Plugins.Payments;
using Agent.Plugins.Pricing;
using Agent.Plugins.Storage;
using Agent.Plugins.Vouchers;

namespace Agent.Plugins.Campaigns;

/// <summary>Whose money a campaign's discount is, inside the checkout's own transactions. A voucher's worth is promised when it is issued, spent when its order is paid, promised again when that order is called off, and what it did not need goes back to the campaign once the order has arrived.</summary>
internal static class CampaignBooks
{
    /// <summary>What our campaigns pay the platform in the person's place, as ledger lines that sum to minus <see cref="Paid"/>. The vouchers count as spent.</summary>
    public static IEnumerable<LedgerLine> Pay(ITransaction tx, IReadOnlyList<Discount> discounts) => Move(tx, discounts, 1);

    /// <summary>The way back, of all of it or of the part that lies on what was called off.</summary>
    public static IEnumerable<LedgerLine> Return(ITransaction tx, IReadOnlyList<Discount> discounts) => Move(tx, discounts, -1);

    public static Money Paid(IReadOnlyList<Discount> discounts, string currency) => Ours(discounts).Aggregate(Money.Zero(currency), (sum, d) => sum + d.Amount);

    /// <summary>The order has arrived, so its vouchers never come back: what they were worth beyond what they took is the campaign's again. Idempotent.</summary>
    public static void Close(ITransaction tx, Order order, DateTimeOffset now)
    {
        foreach (var discount in Ours(order.Quote.Discounts))
        {
            if (VoucherPurse.FindIssued(tx, discount.VoucherCode) is { Promised: true, CampaignId: { } campaign } issued)
                Release(tx, campaign, [issued], $"order:{order.Id}:rest:{issued.Code}", order.Quote.Total.Currency, order.Id, now);
        }
    }

    /// <summary>Sets a voucher's worth aside.</summary>
    public static void Promise(ITransaction tx, string campaignId, Money worth, string reference, DateTimeOffset now) =>
        Ledger.Post(tx, reference, PostingKind.Promise, null, now, [new(LedgerAccount.CampaignFunds(campaignId), -worth), new(LedgerAccount.CampaignPromised(campaignId), worth)]);

    /// <summary>Vouchers that will never be used again give their unspent worth back.</summary>
    public static void Release(ITransaction tx, string campaignId, IReadOnlyList<IssuedVoucher> vouchers, string reference, string currency, string? orderId, DateTimeOffset now)
    {
        if (vouchers.Count == 0) return;
        var rest = new Money(vouchers.Sum(v => v.WorthMinor - v.SpentMinor), currency);
        Ledger.Post(tx, reference, PostingKind.Promise, orderId, now, [new(LedgerAccount.CampaignPromised(campaignId), -rest), new(LedgerAccount.CampaignFunds(campaignId), rest)]);
        foreach (var voucher in vouchers) tx.Execute("UPDATE issued_vouchers SET promised = 0 WHERE code = $1", voucher.Code);
    }

    /// <summary>Frees what was promised for vouchers that have ended unused. Done where the budget is looked at, so that nothing has to watch for it.</summary>
    public static void Expire(ITransaction tx, Campaign campaign, IdSource ids, DateTimeOffset now) =>
        Release(tx, campaign.Id, VoucherPurse.ListEnded(tx, campaign.Id, now), $"campaign:{campaign.Id}:{ids.Next("end")}", campaign.Budget.Currency, null, now);

    private static List<LedgerLine> Move(ITransaction tx, IReadOnlyList<Discount> discounts, int sign)
    {
        var lines = new List<LedgerLine>();
        foreach (var discount in Ours(discounts))
        {
            var campaign = VoucherPurse.FindIssued(tx, discount.VoucherCode)?.CampaignId;
            if (campaign is not null) tx.Execute("UPDATE issued_vouchers SET spent_minor = spent_minor + $2 WHERE code = $1", discount.VoucherCode, discount.Amount.Minor * sign);
            lines.Add(new(campaign is null ? LedgerAccount.Campaign : LedgerAccount.CampaignPromised(campaign), discount.Amount * -sign));
        }

        return lines;
    }

    private static IEnumerable<Discount> Ours(IReadOnlyList<Discount> discounts) => discounts.Where(d => d.Funder == Funder.Campaign);
}
