using System.Collections.Concurrent;
using System.Diagnostics;
using Agent.Models;
using Agent.Plugins;
using Agent.Plugins.Baskets;
using Agent.Plugins.Payments;
using Agent.Plugins.Pricing;
using Agent.SemanticKernel.Tests.World;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace Agent.SemanticKernel.Tests;

/// <summary>The agent's own planner on the app's Kernel.</summary>
public sealed class UseKernelTests
{
    private const string Sentence = "two large taro milk teas, half sugar, no ice, to the office, as cheap as possible";

    [Fact]
    public async Task Express_orders_and_every_function_passes_the_filters()
    {
        var notes = new Notes();
        await using var city = await KernelCity.OpenAsync(notes);

        var asked = await city.TypeAsync(Sentence);
        var paid = await city.TypeAsync("yes");

        paid.OfType<ConsentResolved>().Single().Outcome.ShouldBeOfType<ConsentOutcome.Paid>();
        (await city.OrdersAsync()).ShouldHaveSingleItem();
        var finished = asked.OfType<ToolFinished>().ToArray();
        finished.Length.ShouldBeGreaterThan(3);
        notes.Ran.Select(n => n.Function.Split('-')[1]).ShouldBe(finished.Select(f => f.Function));
        notes.Ran.ShouldAllBe(n => n.PersonId == "demo");
        notes.Ran.Select(n => n.Result).ShouldBe(finished.Select(f => f.Result), "the planner and the filters hold the same records");
        notes.Functions.ShouldContain("price-compare_prices");
        finished.Select(f => f.Result).ShouldContain(r => r is Comparison);
    }

    [Fact]
    public async Task The_chat_service_of_the_Kernel_drives_through_the_filters()
    {
        var (notes, model) = (new Notes(), new ScriptedCompletion());
        await using var city = await KernelCity.OpenAsync(s => s.AddSingleton<IFunctionInvocationFilter>(notes).AddSingleton<IChatCompletionService>(model), s => s.UseKernel());
        model.Calls("set_delivery", """{"address": "office"}""").Calls("view_basket").Says("To the ", "office.");

        var events = await city.TypeAsync("deliver it to the office");

        city.Services.GetServices<ModelRung>().Single().Name.ShouldBe("scripted-1");
        notes.Functions.ShouldBe(["basket-set_delivery", "basket-view_basket"]);
        string.Concat(events.OfType<TextDelta>().Select(t => t.Text)).ShouldBe("To the office.");
        var told = model.Requests[0].Settings!.FunctionChoiceBehavior!.GetConfiguration(new FunctionChoiceBehaviorConfigurationContext(new ChatHistory()));
        told.AutoInvoke.ShouldBeFalse();
        told.Functions!.Select(f => f.Name).ShouldContain("request_payment");
        model.Results.Count.ShouldBe(2);
        model.Results[0].ShouldContain("\"address_id\":\"office\"");
        model.Requests[^1].Messages.SelectMany(m => m.Items).OfType<Microsoft.SemanticKernel.FunctionCallContent>().First().Arguments!["address"]!.ToString().ShouldBe("office");
    }

    [Fact]
    public async Task A_built_Kernel_keeps_its_filters_and_gives_its_model()
    {
        var (notes, model) = (new Notes(), new ScriptedCompletion());
        var builder = Kernel.CreateBuilder();
        builder.Services.AddSingleton<IChatCompletionService>(model);
        var kernel = builder.Build();
        kernel.FunctionInvocationFilters.Add(notes);
        await using var city = await KernelCity.OpenAsync(_ => { }, s => s.UseKernel(kernel));
        model.Calls("get_wallet").Says("There you are.");

        await city.TypeAsync("what do I have?");

        notes.Functions.ShouldBe(["payment-get_wallet"]);
        kernel.Plugins.ShouldBeEmpty("a turn works on a clone");
        kernel.Data.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_Kernel_without_a_chat_service_gives_no_model() =>
        (await KernelCity.OpenAsync(_ => { }, s => s.UseKernel())).Services.GetServices<ModelRung>().ShouldBeEmpty();

    [Fact]
    public void A_chat_service_that_is_not_there_is_named() =>
        Should.Throw<InvalidOperationException>(() => new ServiceCollection().AddShoppingAgent().UseKernel("other")).Message.ShouldContain("'other'");

    [Fact]
    public async Task A_chat_service_is_found_by_its_id()
    {
        var (first, second) = (new ScriptedCompletion(), new ScriptedCompletion());
        await using var city = await KernelCity.OpenAsync(s => s.AddKeyedSingleton<IChatCompletionService>("a", first).AddKeyedSingleton<IChatCompletionService>("b", second), s => s.UseKernel("a"));
        first.Says("First.");

        (await city.TypeAsync("hello")).OfType<TextDelta>().ShouldHaveSingleItem().Text.ShouldBe("First.");
        second.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_apps_chat_client_stays_the_apps_and_becomes_a_model_that_runs_no_function()
    {
        var model = new ScriptedChatClient();
        using var pipeline = model.AsBuilder().UseFunctionInvocation().Build();
        var notes = new Notes();
        await using var city = await KernelCity.OpenAsync(s => s.AddSingleton(pipeline).AddSingleton<IFunctionInvocationFilter>(notes), s => s.UseKernel());
        model.Calls("view_basket").Says("Empty.");

        var events = await city.TypeAsync("what is in my basket?");

        city.Services.GetRequiredService<IChatClient>().ShouldBeSameAs(pipeline);
        events.OfType<ToolFinished>().ShouldHaveSingleItem().Result.ShouldBeOfType<BasketView>();
        notes.Functions.ShouldBe(["basket-view_basket"], "the planner ran it, once");
        model.Requests.Count.ShouldBe(2);
        model.Requests[0].Options!.Tools!.ShouldNotContain(t => t is AIFunction);
        model.Requests[0].Options!.AdditionalProperties.ShouldBeNull();
        model.Results.ShouldHaveSingleItem().ShouldBeOfType<string>().ShouldContain("\"lines\":[]");
    }

    [Fact]
    public async Task Without_a_client_of_the_apps_none_stands_in_its_place()
    {
        await using var city = await KernelCity.OpenAsync(_ => { }, s => s.UseKernel());
        city.Services.GetService<IChatClient>().ShouldBeNull();
        (await city.TypeAsync("hello"))[^1].ShouldBeOfType<TurnCompleted>();
    }

    [Fact]
    public async Task Telemetry_of_the_Kernel_sees_each_function()
    {
        var seen = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Microsoft.SemanticKernel",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => seen.Enqueue(activity.DisplayName),
        };
        ActivitySource.AddActivityListener(listener);
        await using var city = await KernelCity.OpenAsync(_ => { }, s => s.UseKernel());

        var events = await city.TypeAsync("how much is in my wallet?");

        events.OfType<ToolFinished>().ShouldNotBeEmpty();
        foreach (var e in events.OfType<ToolFinished>()) seen.ShouldContain("execute_tool " + e.Function);
    }

    [Fact]
    public async Task A_result_that_a_filter_put_in_is_given_on_as_it_is()
    {
        var put = new Refusal(RefusalCode.LimitPerDay) { Subject = "policy" };
        await using var city = await KernelCity.OpenAsync(new Filter(async (context, next) =>
        {
            await next(context);
            context.Result = new FunctionResult(context.Result, put);
        }));

        (await city.TypeAsync("how much is in my wallet?")).OfType<ToolFinished>().ShouldHaveSingleItem().Result.ShouldBeSameAs(put);
    }

    [Fact]
    public async Task A_result_of_another_kind_does_not_end_the_turn()
    {
        await using var city = await KernelCity.OpenAsync(new Filter((context, _) =>
        {
            context.Result = new FunctionResult(context.Result, new { note = "held back" });
            return Task.CompletedTask;
        }));

        var events = await city.TypeAsync("how much is in my wallet?");

        events.OfType<ToolFinished>().First().Result.ToString().ShouldBe("""{"note":"held back"}""");
        events[^1].ShouldBeOfType<TurnCompleted>();
    }

    [Fact]
    public async Task A_function_that_a_filter_keeps_from_running_is_unavailable()
    {
        await using var city = await KernelCity.OpenAsync(new Filter((_, _) => Task.CompletedTask));

        var refusal = (await city.TypeAsync("how much is in my wallet?")).OfType<ToolFinished>().First().Result.ShouldBeOfType<Refusal>();

        refusal.Code.ShouldBe(RefusalCode.Unavailable);
        refusal.Detail.ShouldBe("A filter on the Kernel gave no result.");
    }

    [Fact]
    public async Task A_filters_own_error_is_masked_and_the_turn_goes_on()
    {
        await using var city = await KernelCity.OpenAsync(new Filter((_, _) => throw new InvalidOperationException("the password is hunter2")));

        var events = await city.TypeAsync("how much is in my wallet?");

        var refusal = events.OfType<ToolFinished>().First().Result.ShouldBeOfType<Refusal>();
        refusal.ErrorId.ShouldNotBeNull();
        refusal.Detail.ShouldBeNull();
        events[^1].ShouldBeOfType<TurnCompleted>();
        string.Concat(events).ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task A_message_that_people_may_see_reaches_them_through_the_filters()
    {
        await using var city = await KernelCity.OpenAsync(new Filter((_, _) => throw new ShopException("policy", "Not on a Sunday.") { Subject = "Policy" }));

        (await city.TypeAsync("how much is in my wallet?")).OfType<ToolFinished>().First().Result
            .ShouldBe(new Refusal(RefusalCode.Unavailable) { Subject = "Policy", Detail = "Not on a Sunday." }, "as without a Kernel");
    }

    [Fact]
    public async Task Stop_reaches_a_function_under_its_filters()
    {
        var running = new TaskCompletionSource();
        await using var city = await KernelCity.OpenAsync(new Filter(async (context, _) =>
        {
            running.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, context.CancellationToken);
        }));

        var turn = city.TypeAsync("how much is in my wallet?");
        await running.Task;
        await city.Agent.StopAsync("demo", "c1");

        (await turn)[^1].ShouldBeOfType<TurnCompleted>().Reason.ShouldBe(StopReason.Stopped);
    }

    [Fact]
    public async Task A_parameter_given_in_two_spellings_goes_back_to_the_model()
    {
        var model = new ScriptedCompletion();
        await using var city = await KernelCity.OpenAsync(s => s.AddSingleton<IChatCompletionService>(model), s => s.UseKernel());
        model.Calls("search_menu", """{"query": "tea", "Query": "coffee"}""").Says("Hm.");

        await city.TypeAsync("tea");

        model.Results.ShouldHaveSingleItem().ShouldContain("is given twice");
    }

    [Fact]
    public async Task Two_people_at_once_never_see_each_others()
    {
        await using var city = await KernelCity.OpenAsync(
            s => s.AddSingleton<IFunctionInvocationFilter>(new Filter(async (context, next) =>
            {
                // What a filter leaves on a Kernel stays in that turn.
                context.Kernel.Data.ShouldNotContainKey("left");
                context.Kernel.Data["left"] = context.Kernel.GetShoppingTurn()!.PersonId;
                await Task.Yield();
                await next(context);
                context.Kernel.Data.Remove("left", out var left);
                left.ShouldBe(context.Kernel.GetShoppingTurn()!.PersonId);
            })),
            s => s.UseKernel());

        var turns = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => city.TypeAsync("deliver it to my home", i % 2 == 0 ? "ann" : "bob", $"c{i}")));

        for (var i = 0; i < turns.Length; i++)
        {
            var (own, other) = i % 2 == 0 ? ("ann", "bob") : ("bob", "ann");
            var results = turns[i].OfType<ToolFinished>().Select(f => f.Result).ToArray();
            results.OfType<BasketView>().ShouldContain(b => b.Delivery.Street == $"{own}'s secret street 7");
            results.ShouldAllBe(r => r is BasketView);
            string.Concat(turns[i]).ShouldNotContain($"{other}'s");
        }
    }
}
