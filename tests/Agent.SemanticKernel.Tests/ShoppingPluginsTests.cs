using System.Text.Json;
using Agent.Plugins;
using Agent.Plugins.Baskets;
using Agent.Plugins.Payments;
using Agent.SemanticKernel.Tests.World;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace Agent.SemanticKernel.Tests;

/// <summary>The agent's functions under somebody else's planner: Semantic Kernel's own loop over the real connector, whose wire is scripted.</summary>
public sealed class ShoppingPluginsTests
{
    private static readonly PromptExecutionSettings Auto = new() { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() };

    [Fact]
    public async Task Each_function_has_one_name_under_its_plugin()
    {
        await using var city = await OpenAsync();
        using var session = city.Session();

        Names(city.Kernel().AddShoppingPlugins(session)).ShouldBe(Expected);
        Names(city.Kernel().AddShoppingPlugins()).ShouldBe(Expected);
    }

    [Fact]
    public async Task The_Kernels_own_loop_orders_and_only_the_host_pays()
    {
        var (wire, notes) = (new ScriptedWire(), new Notes());
        await using var city = await OpenAsync(notes);
        using var session = city.Session();
        var kernel = OnWire(city, wire, notes).AddShoppingPlugins(session);
        wire.Calls("menu-search_menu", new { query = "taro milk tea", limit = 3 })
            .Calls("basket-update_basket", request => new { changes = new[] { new { action = "add", item_id = Result(request).GetProperty("hits")[0].GetProperty("item_id").GetString(), quantity = 2 } } })
            .Calls("basket-set_delivery", new { address = "office" })
            .Calls("price-compare_prices", new { })
            .Calls("payment-request_payment", request => new { quote_id = Result(request).GetProperty("ranked")[0].GetProperty("quote").GetProperty("id").GetString() })
            .Says("Shall I pay?");

        var said = await ChatAsync(kernel, "two taro milk teas to the office");

        said.ShouldBe("Shall I pay?");
        notes.Functions.ShouldBe(["menu-search_menu", "basket-update_basket", "basket-set_delivery", "price-compare_prices", "payment-request_payment"]);
        wire.Last.GetProperty("tools").EnumerateArray().Select(t => t.GetProperty("function").GetProperty("name").GetString()).Order(StringComparer.Ordinal).ShouldBe(Expected.Order(StringComparer.Ordinal));
        (await city.OrdersAsync()).ShouldBeEmpty("a function only asks");

        var asked = session.Asked.ShouldBeOfType<PaymentAsked>();
        var paid = (await session.DecideAsync(asked.Consent.Id, approved: true)).ShouldBeOfType<ConsentOutcome.Paid>();

        (await city.OrdersAsync()).ShouldHaveSingleItem().Id.ShouldBe(paid.Order.OrderId);
        session.Asked.ShouldBeNull();
        (await session.DecideAsync(asked.Consent.Id, approved: true)).ShouldBeOfType<ConsentOutcome.Refused>().Refusal.Code.ShouldBe(RefusalCode.ConsentUsed);
    }

    [Fact]
    public async Task A_no_pays_nothing()
    {
        await using var city = await OpenAsync();
        using var session = city.Session();
        var kernel = city.Kernel().AddShoppingPlugins(session);
        var consent = await AskAsync(kernel, session);

        (await session.DecideAsync(consent, approved: false)).ShouldBeOfType<ConsentOutcome.Declined>();
        (await session.DecideAsync(consent, approved: true)).ShouldBeOfType<ConsentOutcome.Refused>();
        (await city.OrdersAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Nobody_else_can_answer_the_question()
    {
        await using var city = await OpenAsync();
        using var session = city.Session();
        using var elsewhere = city.Session(conversation: "c2");
        using var other = city.Session("bob");
        var consent = await AskAsync(city.Kernel().AddShoppingPlugins(session), session);

        foreach (var stranger in new[] { elsewhere, other })
            (await stranger.DecideAsync(consent, approved: true)).ShouldBeOfType<ConsentOutcome.Refused>().Refusal.Code.ShouldBe(RefusalCode.ConsentUnknown);
        (await session.DecideAsync(consent, approved: true)).ShouldBeOfType<ConsentOutcome.Paid>();
    }

    [Fact]
    public async Task No_function_on_the_Kernel_takes_a_yes()
    {
        await using var city = await OpenAsync();
        using var session = city.Session();
        var parameters = city.Kernel().AddShoppingPlugins(session).Plugins.GetFunctionsMetadata().SelectMany(f => f.Parameters).Select(p => p.Name).ToArray();

        parameters.ShouldNotBeEmpty();
        parameters.ShouldNotContain(p => p.Contains("consent") || p.Contains("person") || p.Contains("approve"));
    }

    [Fact]
    public async Task An_unbound_call_is_refused_with_what_to_do()
    {
        await using var city = await OpenAsync();

        var refusal = Parse(await InvokeAsync(city.Kernel().AddShoppingPlugins(), "payment", "get_wallet"));

        refusal.GetProperty("code").GetString().ShouldBe("call_invalid");
        refusal.GetProperty("detail").GetString()!.ShouldContain("ShoppingSession.Open(");
    }

    [Fact]
    public async Task A_closed_session_is_refused_and_its_place_can_be_taken()
    {
        await using var city = await OpenAsync();
        var session = city.Session("ann");
        var kernel = city.Kernel().AddShoppingPlugins(session);
        session.Dispose();

        Parse(await InvokeAsync(kernel, "payment", "get_wallet")).GetProperty("detail").GetString()!.ShouldContain("closed");
        await Should.ThrowAsync<ObjectDisposedException>(() => session.DecideAsync("cns_1", true));

        using var next = city.Session("bob");
        Parse(await InvokeAsync(kernel.AddShoppingPlugins(next), "basket", "set_delivery", ("address", "home"))).ToString().ShouldContain("bob's secret street 7");
    }

    [Fact]
    public async Task A_Kernel_serves_one_open_session()
    {
        await using var city = await OpenAsync();
        using var ann = city.Session("ann");
        using var bob = city.Session("bob");
        var shared = city.Kernel();
        var anns = shared.Clone().AddShoppingPlugins(ann);

        Should.Throw<InvalidOperationException>(() => anns.AddShoppingPlugins(bob)).Message.ShouldContain("kernel.Clone()");
        Should.Throw<InvalidOperationException>(() => anns.AddShoppingPlugins());
        Should.Throw<InvalidOperationException>(() => anns.Clone().AddShoppingPlugins(bob), "a clone has what the Kernel had");
        shared.Clone().AddShoppingPlugins(bob).Plugins.Count.ShouldBe(6);
    }

    [Fact]
    public async Task Another_plugin_of_the_same_name_is_named()
    {
        await using var city = await OpenAsync();
        var kernel = city.Kernel();
        kernel.Plugins.AddFromFunctions("order", [KernelFunctionFactory.CreateFromMethod(() => 1, "count")]);

        Should.Throw<InvalidOperationException>(() => kernel.AddShoppingPlugins()).Message.ShouldContain("'order'");
        kernel.Plugins.Count.ShouldBe(1, "all or none");
    }

    [Fact]
    public async Task Two_people_at_once_never_see_each_others()
    {
        await using var city = await OpenAsync(new Filter(async (context, next) =>
        {
            await Task.Yield();
            await next(context);
        }));
        var shared = city.Kernel();

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(async i =>
        {
            using var session = city.Session(i % 2 == 0 ? "ann" : "bob", $"c{i}");
            var kernel = shared.Clone().AddShoppingPlugins(session);
            var set = await InvokeAsync(kernel, "basket", "set_delivery", ("address", "home"));
            return set + await InvokeAsync(kernel, "basket", "view_basket");
        }));

        for (var i = 0; i < answers.Length; i++)
        {
            var (own, other) = i % 2 == 0 ? ("ann", "bob") : ("bob", "ann");
            answers[i].ShouldContain($"{own}'s secret street 7");
            answers[i].ShouldNotContain($"{other}'s");
        }
    }

    [Fact]
    public async Task Results_reach_the_model_as_they_would_without_a_Kernel()
    {
        var wire = new ScriptedWire();
        await using var city = await OpenAsync();
        using var session = city.Session();
        session.Language = Language.Chinese;
        var kernel = OnWire(city, wire).AddShoppingPlugins(session);
        wire.Calls("menu-search_menu", new { query = "奶茶", limit = 1 }).Says("好的。");

        await ChatAsync(kernel, "奶茶");

        var text = ScriptedWire.Result(wire.Last);
        text.ShouldContain("奶茶");
        text.ShouldNotContain("\\u");
        Parse(text).GetProperty("hits")[0].GetProperty("store_id").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task A_wrong_argument_goes_back_to_the_model()
    {
        var wire = new ScriptedWire();
        await using var city = await OpenAsync();
        using var session = city.Session();
        var kernel = OnWire(city, wire).AddShoppingPlugins(session);
        wire.Calls("menu-search_menu", new { query = "tea", colour = "green" }).Says("Hm.");

        await ChatAsync(kernel, "tea");

        Parse(ScriptedWire.Result(wire.Last)).GetProperty("detail").GetString()!.ShouldContain("There is no parameter 'colour'");
    }

    [Theory]
    [InlineData("True")]
    [InlineData("true")]
    public async Task A_flag_that_the_loop_made_text_is_a_flag(string flag)
    {
        await using var city = await OpenAsync();
        using var session = city.Session();

        var found = Parse(await InvokeAsync(city.Kernel().AddShoppingPlugins(session), "menu", "search_menu", ("query", "tea"), ("open_now", flag), ("limit", "2")));

        found.GetProperty("hits").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task A_chat_clients_loop_by_the_Kernel_runs_them_too()
    {
        var (model, notes) = (new ScriptedChatClient(), new Notes());
        await using var city = await OpenAsync(notes);
        using var session = city.Session();
        var kernel = city.Kernel().AddShoppingPlugins(session);
        using var client = model.AsBuilder().UseKernelFunctionInvocation().Build();
        model.Calls("payment_get_wallet").Says("Yours.");

        var service = client.AsChatCompletionService(kernel.Services);
        var said = await service.GetChatMessageContentAsync(new ChatHistory("what do I have?"), Auto, kernel);

        said.Content.ShouldBe("Yours.");
        notes.Functions.ShouldBe(["payment-get_wallet"]);
        model.Results.ShouldHaveSingleItem().ShouldBeOfType<string>().ShouldContain("\"balance\"");
    }

    [Fact]
    public async Task A_session_beside_UseKernel_passes_the_filters_once()
    {
        var notes = new Notes();
        await using var city = await KernelCity.OpenAsync(notes);
        using var session = city.Session();

        await InvokeAsync(city.Kernel().AddShoppingPlugins(session), "payment", "get_wallet");

        notes.Functions.ShouldBe(["payment-get_wallet"]);
    }

    [Fact]
    public async Task A_masked_error_gives_its_id_and_nothing_else()
    {
        await using var city = await KernelCity.OpenAsync(s => s.AddPlugin<BrokenPlugin>(), null);
        using var session = city.Session();

        var refusal = Parse(await InvokeAsync(city.Kernel().AddShoppingPlugins(session), "broken", "open_drawer"));

        refusal.GetProperty("error_id").GetString()!.ShouldStartWith("err_");
        refusal.ToString().ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task Cancelling_reaches_the_caller()
    {
        await using var city = await OpenAsync();
        using var session = city.Session();
        var kernel = city.Kernel().AddShoppingPlugins(session);

        await Should.ThrowAsync<OperationCanceledException>(() => kernel.InvokeAsync("payment", "get_wallet", cancellationToken: new CancellationToken(canceled: true)));
    }

    private static readonly string[] Expected =
    [
        "menu-search_menu", "menu-get_item", "menu-list_stores",
        "price-compare_prices",
        "basket-update_basket", "basket-view_basket", "basket-set_delivery",
        "voucher-list_vouchers", "voucher-apply_vouchers", "voucher-claim_voucher", "voucher-invite_friend", "voucher-request_transfer",
        "payment-request_payment", "payment-get_wallet",
        "order-list_orders", "order-track_order", "order-request_cancellation", "order-report_problem", "order-reorder",
    ];

    private static Task<KernelCity> OpenAsync(IFunctionInvocationFilter? filter = null) => KernelCity.OpenAsync(s => { if (filter is not null) s.AddSingleton(filter); }, null);

    private static string[] Names(Kernel kernel) => [.. kernel.Plugins.SelectMany(p => p).Select(f => $"{f.PluginName}-{f.Name}")];

    /// <summary>A Kernel as an app builds it, on the real connector.</summary>
    private static Kernel OnWire(KernelCity city, ScriptedWire wire, params IFunctionInvocationFilter[] filters)
    {
        var builder = Kernel.CreateBuilder().AddOpenAIChatCompletion("scripted", new Uri("http://model.invalid/v1"), "key", httpClient: new HttpClient(wire));
        foreach (var filter in filters) builder.Services.AddSingleton(filter);
        return builder.Build();
    }

    private static async Task<string?> ChatAsync(Kernel kernel, string text) =>
        (await kernel.GetRequiredService<IChatCompletionService>().GetChatMessageContentAsync(new ChatHistory([new ChatMessageContent(AuthorRole.User, text)]), Auto, kernel)).Content;

    private static async Task<string> InvokeAsync(Kernel kernel, string plugin, string function, params (string Name, object? Value)[] arguments)
    {
        var given = new KernelArguments();
        foreach (var (name, value) in arguments) given[name] = value;
        return (await kernel.InvokeAsync<string>(plugin, function, given))!;
    }

    /// <summary>Fills the basket and asks to pay.</summary>
    private static async Task<string> AskAsync(Kernel kernel, ShoppingSession session)
    {
        var item = Parse(await InvokeAsync(kernel, "menu", "search_menu", ("query", "taro milk tea"))).GetProperty("hits")[0].GetProperty("item_id").GetString();
        await InvokeAsync(kernel, "basket", "update_basket", ("changes", new[] { new BasketChange(BasketAction.Add, item) }));
        await InvokeAsync(kernel, "basket", "set_delivery", ("address", "office"));
        var quote = Parse(await InvokeAsync(kernel, "price", "compare_prices")).GetProperty("ranked")[0].GetProperty("quote").GetProperty("id").GetString();
        var asked = Parse(await InvokeAsync(kernel, "payment", "request_payment", ("quote_id", quote))).GetProperty("consent").GetProperty("id").GetString();
        session.Asked!.Consent.Id.ShouldBe(asked);
        return asked!;
    }

    private static JsonElement Result(JsonElement request) => Parse(ScriptedWire.Result(request));

    private static JsonElement Parse(string json) => JsonElement.Parse(json);
}
