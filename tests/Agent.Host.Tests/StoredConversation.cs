using Agent.Host.Chat;
using Agent.Plugins;
using Agent.Plugins.Payments;

namespace Agent.Host.Tests;

/// <summary>What a run left in its database, as the library reads it.</summary>
internal static class StoredConversation
{
    public static async Task<IReadOnlyList<TurnEvent>> ReadAsync(string database)
    {
        using var log = new ErrorLog(Path.ChangeExtension(database, ".test.log"));
        await using var host = await AgentHost.OpenAsync(new ChatOptions { DatabasePath = database }, log, CancellationToken.None);
        var conversation = await host.Agent.LatestConversationAsync(AgentHost.PersonId);
        return await host.Agent.ReadAsync(AgentHost.PersonId, conversation!, 0);
    }

    /// <summary>Piped or typed, in whatever language: the main sentence and a yes give this one order.</summary>
    public static async Task ShouldHoldTheMainOrderAsync(string database)
    {
        var paid = (await ReadAsync(database)).OfType<ConsentResolved>().Select(r => r.Outcome).OfType<ConsentOutcome.Paid>().ShouldHaveSingleItem().Order;
        var line = paid.Quote.Lines.ShouldHaveSingleItem();
        (paid.Quote.PlatformId, paid.Quote.Total, line.ItemId, line.Quantity).ShouldBe(("magpie-dash", new Money(716, "CNY"), "cloud-leaf.taro-milk-tea", 2));
        line.ChoiceIds.Order(StringComparer.Ordinal).ShouldBe(["ice.none", "size.large", "sugar.half"]);
    }
}
