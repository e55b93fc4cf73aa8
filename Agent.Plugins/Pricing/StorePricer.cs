using Agent.Plugins.Baskets;
using Agent.Plugins.People;
using Agent.Plugins.Platforms;
using Agent.Plugins.Vouchers;

namespace Agent.Plugins.Pricing;

/// <summary>One basket on every platform at once.</summary>
internal sealed class StorePricer(TurnContext turn, PlatformDirectory platforms, StoreMenus menus, HeldVouchers held, string method)
{
    private readonly PlatformPricer _pricer = new(turn, new QuoteDesk(turn, platforms), held);

    /// <returns>In the order of the platforms given, whichever answers first.</returns>
    public async Task<IReadOnlyList<PlatformPrice>> PriceAsync(Basket basket, Address? address, IReadOnlyList<IPlatform> on, CancellationToken cancellationToken)
    {
        var listing = await menus.GetAsync(turn, basket.StoreId!, cancellationToken);
        var answers = await Task.WhenAll(on.Select(p => PriceAsync(p, basket, address, listing, cancellationToken)));
        return [.. on.Zip(answers, (platform, answer) => new PlatformPrice(platform.Info, answer))];
    }

    private async Task<Outcome<PricedQuote>> PriceAsync(IPlatform platform, Basket basket, Address? address, StoreListing listing, CancellationToken cancellationToken)
    {
        if (!listing.Answers.Single(a => a.Platform.Id == platform.Info.Id).Answered) return QuoteDesk.Unavailable(platform.Info);
        if (listing.On(platform.Info.Id) is not { } menu)
            return new Refusal(RefusalCode.NotListed) { Subject = listing.Menus.Count > 0 ? listing.Menus[0].Store.Name.In(turn.Language) : null, Platform = platform.Info.Name };
        var request = new QuoteRequest(turn.PersonId, basket.StoreId!, basket.Lines, address, basket.Delivery.At, basket.Note, [], turn.Language) { Method = method, FirstOrder = !held.History.Any, Gift = basket.Delivery.GiftFor(address) };
        return await _pricer.PriceAsync(platform, menu, request, basket.VoucherCodes, cancellationToken);
    }
}

internal sealed record PlatformPrice(PlatformInfo Platform, Outcome<PricedQuote> Answer);
