using System.ClientModel;
using Agent.Plugins;
using Agent.Plugins.Payments;
using Agent.Plugins.Pricing;
using Agent.Plugins.Storage;
using Agent.Sandbox.Catalogue;
using Agent.Sandbox.ScriptedModel;
using Agent.Sandbox.Tests.Journeys;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Agent.Sandbox.Tests.ScriptedModel;

/// <summary>The scripts that ship, with the whole agent before them.</summary>
public sealed class ShippedScriptTests
{
    private static string Taro => Path.Combine(SandboxCatalogue.ShippedFolder, "models", "taro.yaml");

    [Fact]
    public void Every_script_that_ships_is_in_order()
    {
        var scripts = Directory.GetFiles(Path.GetDirectoryName(Taro)!, "*.yaml");
        scripts.ShouldContain(Taro);
        foreach (var script in scripts) ModelScript.Load(script).Models.ShouldNotBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Sentences.Languages), MemberType = typeof(Sentences))]
    public async Task A_model_orders_what_the_readme_asks_for(Language language)
    {
        await using var model = await ScriptedModelServer.StartAsync("http://127.0.0.1:0", ModelScript.Load(Taro));
        var client = new OpenAI.Chat.ChatClient(model.Models[0], new ApiKeyCredential("x"), new OpenAI.OpenAIClientOptions { Endpoint = model.Endpoint });
        await using var services = new ServiceCollection()
            .AddSingleton<IDatabase>(_ => SqliteDatabase.Open(SqliteDatabase.Memory))
            .AddSingleton<IdSource>(new SeededIds(7))
            .AddSingleton<IChatClient>(new SdkChatClient(client))
            .AddSandbox(new SandboxOptions { Seed = 7 })
            .AddShoppingAgent()
            .BuildServiceProvider();
        await DemoPerson.SeedAsync(services, default);
        var agent = services.GetRequiredService<ShoppingAgent>();
        async Task<Reply> SayAsync(string text) => new(await agent.RunAsync(new UserMessage(Journey.Person, "taro", text, language, MayAnswerConsent: true)).ToListAsync());

        var asked = await SayAsync(Sentences.Order(language));

        var payment = asked.Payment.ShouldNotBeNull(asked.Text);
        var line = payment.Quote.Lines.ShouldHaveSingleItem();
        (line.ItemId, line.Quantity).ShouldBe(("cloud-leaf.taro-milk-tea", 2));
        line.ChoiceIds.ShouldBe(["size.large", "sugar.half", "ice.none"], ignoreOrder: true);
        payment.Quote.Delivery.AddressId.ShouldBe("office");
        payment.Quote.Total.ShouldBe(asked.Result<Comparison>().ShouldNotBeNull().Ranked.Min(q => q.Quote.Total));
        asked.Text.ShouldContain(payment.Quote.PlatformName);
        asked.Functions.ShouldBe(["search_menu", "update_basket", "set_delivery", "compare_prices", "request_payment"]);
        model.Requests.Count.ShouldBe(5);

        var paid = await SayAsync(Sentences.Yes(language));

        paid.Outcome.ShouldBeOfType<ConsentOutcome.Paid>(paid.Text).Order.Quote.Total.ShouldBe(payment.Quote.Total);
        model.Requests.Count.ShouldBe(5, "a yes never passes a model");
    }
}
