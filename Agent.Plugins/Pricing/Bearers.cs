using Agent.Plugins.Vouchers;

namespace Agent.Plugins.Pricing;

/// <summary>What is taken off, by whoever bears it.</summary>
public sealed record Bearers(Money Merchant, Money Platform, Money Campaign)
{
    public static Bearers None(string currency) => new(Money.Zero(currency), Money.Zero(currency), Money.Zero(currency));

    public static Bearers operator +(Bearers left, Bearers right) => new(left.Merchant + right.Merchant, left.Platform + right.Platform, left.Campaign + right.Campaign);

    internal static Bearers Of(Funder funder, Money amount) => funder switch
    {
        Funder.Merchant => None(amount.Currency) with { Merchant = amount },
        Funder.Platform => None(amount.Currency) with { Platform = amount },
        _ => None(amount.Currency) with { Campaign = amount },
    };
}
