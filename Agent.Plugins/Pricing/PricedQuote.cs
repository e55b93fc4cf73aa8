using Agent.Plugins.Vouchers;

namespace Agent.Plugins.Pricing;

/// <summary>The best quote that a platform gave.</summary>
/// <param name="Vouchers">Those that were asked for.</param>
internal sealed record PricedQuote(Quote Quote, IReadOnlyList<Voucher> Vouchers, int Rating, bool BestFound)
{
    public NearVoucher? Near { get; init; }

    /// <summary>How much less it is than without vouchers, and what that uses up.</summary>
    public StackRank Rank(Money without) => new((without - Quote.Total).Minor, VoucherArithmetic.InOrder(Vouchers));
}
